"""How a worker is started by the server's settings."""

from server.config import load
from server.workers.process import worker_settings


def test_workers_of_one_machine_take_ports_in_a_row() -> None:
    workers = [worker_settings(load(None, {}), index) for index in (0, 1)]
    assert [(worker.name, worker.port) for worker in workers] == [("media-0", 40000), ("media-1", 40001)]


def test_a_worker_of_another_machine_has_a_name_of_its_own() -> None:
    settings = load(None, {"TONGKE_MEDIA__CONTROL_URL": "wss://tongke.example.edu/worker"})
    assert worker_settings(settings, 0).name != worker_settings(load(None, {}), 0).name
