"""Loading, building, adapting and saving models; the few forward passes that recipes need."""
