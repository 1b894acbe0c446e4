# docker build --tag chainlight .
# docker run --read-only --tmpfs /tmp --volume chainlight:/data --publish 8000:8000 chainlight
FROM python:3.11-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /venv
COPY constraints.txt ./
# PyTorch's own index has the pinned version for CPUs; PyPI's brings CUDA.
RUN /venv/bin/pip install --constraint constraints.txt --extra-index-url https://download.pytorch.org/whl/cpu torch
COPY pyproject.toml README.md LICENSE ./
COPY app ./app
COPY static ./static
COPY templates ./templates
RUN /venv/bin/pip install --constraint constraints.txt ".[torch,postgres]"

FROM python:3.11-slim

# Short links alone are kept, in /data or where CHAINLIGHT_DATABASE_URL says; all else may be read-only.
ENV CHAINLIGHT_DATA_FOLDER=/data
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
COPY --from=build /venv /venv
RUN useradd --system --no-create-home --uid 10001 chainlight \
    && install --directory --owner chainlight /data
VOLUME /data
USER chainlight
WORKDIR /tmp
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["python", "-m", "uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
