"""A pool of bounded children: it answers every request, whatever becomes of the child that tried."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import Self, TypeVar

from curbcut.documents.isolation.frames import Reply, Stopped
from curbcut.documents.isolation.limits import Limits
from curbcut.documents.isolation.worker import Worker

_WAITING_A_JOB = 4
"""Items that wait for each child: enough to keep it busy, few enough to keep memory small."""

_MAY_BE_THE_CHILD = frozenset({"memory", "crash", "garbage", "start"})
"""What a used child may have brought along from earlier files: such a request gets one more try in a fresh child."""

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Pool:
    """Children that run one function on bytes. Safe for several threads; children start when first needed."""

    def __init__(
        self, function: str, *, jobs: int = 1, limits: Limits | None = None, preload: tuple[str, ...] = ()
    ) -> None:
        """Prepare the pool.

        Args:
            function: Dotted path `package.module:name` of a `Callable[[bytes], bytes]`.
            jobs: Number of children, from 1.
            limits: Bounds of each child.
            preload: Modules of ours that children load when they start, rather than with the first request that needs them.
        """
        self._function = function
        self._limits = limits or Limits()
        self._preload = preload
        self._jobs = max(1, jobs)
        self._free: LifoQueue[Worker | None] = LifoQueue()
        for _ in range(self._jobs):
            self._free.put(None)
        self._threads = ThreadPoolExecutor(self._jobs, thread_name_prefix="curbcut-child")

    def __enter__(self) -> Self:
        """Start the first child at once, so that it loads while the caller prepares."""
        self._free.put(self._free.get() or self._fresh())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, request: bytes) -> Reply:
        """Answer one request, in the calling thread; waits until a child is free."""
        if len(request) > self._limits.request_bytes:
            return Stopped("size", "It is larger than a check may read.")
        worker = self._free.get()
        try:
            worker = self._usable(worker)
            reply = worker.ask(request)
            if isinstance(reply, Stopped) and reply.limit in _MAY_BE_THE_CHILD and worker.has_worked:
                worker = self._replaced(worker)
                reply = worker.ask(request)
        finally:
            self._free.put(worker)
        return reply

    def map(self, work: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
        """Do work that ends in `call` on many items, as many at once as there are children.

        Args:
            work: Reads what the item stands for and calls; runs in a thread of the pool, so that only a few files are
                in memory at a time.
            items: Taken one by one, a few ahead.

        Yields:
            The results, in the order of the items.
        """
        pending: deque[Future[ResultT]] = deque()
        for item in items:
            pending.append(self._threads.submit(work, item))
            if len(pending) > self._jobs * _WAITING_A_JOB:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def unconfined(self) -> tuple[str, ...]:
        """Say what children cannot give up on this computer; an answer must have come first."""
        worker = self._free.get()
        self._free.put(worker)
        return worker.unconfined if worker is not None else ()

    def close(self) -> None:
        """Wait for what runs, then end every child."""
        self._threads.shutdown(cancel_futures=True)
        for _ in range(self._jobs):
            worker = self._free.get()
            if worker is not None:
                worker.close()

    def _usable(self, worker: Worker | None) -> Worker:
        if worker is None:
            return self._fresh()
        return self._replaced(worker) if worker.is_spent else worker

    def _replaced(self, worker: Worker) -> Worker:
        worker.close()
        return self._fresh()

    def _fresh(self) -> Worker:
        return Worker(self._function, self._limits, self._preload)
