"""The stages of a rehearsal, in their order: world, demonstrations, rankings, cycle, evaluation.

Set-up and training go through the services that the API uses too; all labeling goes over HTTP.
"""
