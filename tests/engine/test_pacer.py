"""The pacer keeps Telegram's limits and everybody's order, whatever comes in."""

from collections import defaultdict
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.pacer import Pacer, Queue

REPLY, REMINDER, BROADCAST = 0, 5, 9


@dataclass
class Time:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Letter:
    row_id: int
    comes_at: float
    chat_id: int
    priority: int
    takes: float


@dataclass
class Post:
    """A sender without a network: the day is played event by event."""

    time: Time = field(default_factory=Time)
    sent: list[tuple[float, Letter]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pacer = Pacer(monotonic=self.time)
        self.queue = Queue(self.pacer)

    def deliver(self, letters: list[Letter]) -> list[tuple[float, Letter]]:
        coming = sorted(letters, key=lambda letter: letter.comes_at)
        by_id = {letter.row_id: letter for letter in letters}
        flying: dict[int, float] = {}
        while coming or self.queue:
            while coming and coming[0].comes_at <= self.time.now:
                letter = coming.pop(0)
                self.queue.add(letter.row_id, letter.chat_id, letter.priority)
            for chat_id in [chat_id for chat_id, lands_at in flying.items() if lands_at <= self.time.now]:
                del flying[chat_id]
                self.queue.done(chat_id)
            row_id = self.queue.pop(self.time.now)
            if row_id is not None:
                letter = by_id[row_id]
                assert letter.chat_id not in flying, "one in flight per chat"
                assert letter.priority == self.most_urgent(letters, flying), "the most urgent goes first"
                flying[letter.chat_id] = self.time.now + letter.takes
                self.sent.append((self.time.now, letter))
                continue
            wait = self.queue.wait(self.time.now)
            moments = [*flying.values(), *(letter.comes_at for letter in coming[:1])]
            moments += [] if wait is None else [self.time.now + wait]
            if moments:  # an empty nap would be a sender that spins
                self.time.now = max(min(moments), self.time.now + 1e-7)
        return self.sent

    def most_urgent(self, letters: list[Letter], flying: dict[int, float]) -> int:
        """What a slow but plain reading of the rules would have sent now: its own priority."""
        left = {letter.row_id for _, letter in self.sent}
        waiting = defaultdict(list)
        for letter in letters:
            if letter.comes_at <= self.time.now and letter.row_id not in left:
                waiting[letter.chat_id].append(letter)
        last = {chat_id: self.times_of(chat_id) for chat_id in waiting}
        heads = [
            (min(letter.priority for letter in chat), min(chat, key=lambda letter: letter.row_id))
            for chat_id, chat in waiting.items()
            if chat_id not in flying and self.fits(last[chat_id])
        ]
        return min(heads, key=lambda head: (head[0], head[1].row_id))[1].priority

    def times_of(self, chat_id: int) -> list[float]:
        return [at for at, letter in self.sent if letter.chat_id == chat_id]

    def fits(self, times: list[float]) -> bool:
        """One a second and one in hand, counted message by message."""
        full_at = 0.0
        for at in times:
            full_at = max(at, full_at) + 1.000001
        return full_at - 1.000001 - 1e-7 <= self.time.now


@st.composite
def days(draw: st.DrawFn, chats: int = 4, span: float = 4.0) -> list[Letter]:
    moments = sorted(draw(st.lists(st.floats(0, span), min_size=1, max_size=60)))
    return [
        Letter(
            row_id=row_id,
            comes_at=1000 + moment,
            chat_id=draw(st.integers(1, chats)),
            priority=draw(st.sampled_from([REPLY, REMINDER, BROADCAST])),
            takes=draw(st.sampled_from([0.0, 0.05, 0.7, 3.0])),
        )
        for row_id, moment in enumerate(moments)
    ]


def most_in_a_second(times: list[float]) -> int:
    return max(sum(1 for at in times if start <= at < start + 1) for start in times)


@settings(deadline=None, max_examples=60)
@given(days())
def test_everything_leaves_in_its_chats_order_and_pace(letters: list[Letter]) -> None:
    sent = Post().deliver(letters)
    assert sorted(letter.row_id for _, letter in sent) == [letter.row_id for letter in letters]
    for chat_id in {letter.chat_id for letter in letters}:
        of_chat = [(at, letter.row_id) for at, letter in sent if letter.chat_id == chat_id]
        assert [row_id for _, row_id in of_chat] == sorted(row_id for _, row_id in of_chat)
        assert most_in_a_second([at for at, _ in of_chat]) <= 2


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 3), min_size=60, max_size=120))
def test_never_more_than_thirty_in_any_second(moments: list[float]) -> None:
    letters = [Letter(n, 1000 + moment, n, BROADCAST, 0.0) for n, moment in enumerate(moments)]
    sent = Post().deliver(letters)
    assert most_in_a_second([at for at, _ in sent]) <= 30


def test_a_broadcast_uses_the_pace_it_has() -> None:
    sent = Post().deliver([Letter(n, 1000.0, n, BROADCAST, 0.05) for n in range(280)])
    assert 9.8 < sent[-1][0] - sent[0][0] < 10


def test_a_reply_does_not_wait_behind_a_broadcast() -> None:
    broadcast = [Letter(n, 1000.0, n, BROADCAST, 0.05) for n in range(100)]
    reply = Letter(100, 1001.5, 7000, REPLY, 0.05)
    left = {letter.row_id: at for at, letter in Post().deliver([*broadcast, reply])}
    assert left[100] - reply.comes_at < 0.04
    assert max(left.values()) > 1003


def test_a_reply_lends_its_priority_to_the_older_row_of_its_chat() -> None:
    queue = Queue(Pacer(monotonic=Time()))
    queue.add(1, chat_id=10, priority=BROADCAST)
    queue.add(2, chat_id=20, priority=BROADCAST)
    queue.add(3, chat_id=20, priority=REPLY)
    assert queue.pop(1000.0) == 2
    assert queue.pop(1000.0) == 1
    queue.done(20)
    assert queue.pop(1000.0) == 3


def test_a_held_chat_waits_and_the_others_do_not() -> None:
    time = Time()
    pacer = Pacer(monotonic=time)
    queue = Queue(pacer)
    queue.add(1, chat_id=10, priority=REPLY)
    assert queue.pop(time.now) == 1
    pacer.hold_chat(10, 5)
    queue.done(10)
    queue.add(1, chat_id=10, priority=REPLY)
    queue.add(2, chat_id=10, priority=REPLY)
    queue.add(3, chat_id=30, priority=BROADCAST)
    assert queue.pop(time.now) == 3
    assert queue.pop(time.now) is None
    assert queue.wait(time.now) == 5
    time.now += 5
    assert queue.pop(time.now) == 1
    queue.done(10)
    assert queue.pop(time.now + 0.5) is None, "the burst is spent with the pause"


def test_a_pause_for_all_holds_everything_and_a_shorter_one_does_not_end_it() -> None:
    time = Time()
    pacer = Pacer(monotonic=time)
    queue = Queue(pacer)
    queue.add(1, chat_id=10, priority=REPLY)
    pacer.hold_all(3)
    pacer.hold_all(1)
    assert queue.pop(time.now) is None
    assert queue.wait(time.now) == 3
    assert pacer.ready_at(99) == time.now + 3
    time.now += 3
    assert queue.pop(time.now) == 1


def test_a_row_is_known_until_it_is_done() -> None:
    queue = Queue(Pacer(monotonic=Time()))
    for _ in range(2):
        queue.add(1, chat_id=10, priority=REPLY)
    assert len(queue) == 1
    assert queue.pop(1000.0) == 1
    queue.add(1, chat_id=10, priority=REPLY)
    assert 1 in queue
    assert queue.wait(1000.0) is None
    queue.add(2, chat_id=20, priority=REPLY)
    queue.done(10)
    assert queue.pop(1000.0) == 2
    assert 1 not in queue
    assert queue.pop(1000.0) is None


def test_an_older_row_that_comes_back_goes_before_the_newer_ones() -> None:
    queue = Queue(Pacer(monotonic=Time()))
    queue.add(5, chat_id=10, priority=REPLY)
    queue.add(6, chat_id=10, priority=REPLY)
    assert queue.pop(1000.0) == 5
    queue.done(10)
    queue.add(5, chat_id=10, priority=REPLY)
    assert queue.pop(1000.0) == 5


def test_idle_chats_are_forgotten() -> None:
    time = Time()
    pacer = Pacer(monotonic=time)
    for chat_id in range(20_000):
        time.now += 0.04
        pacer.take(chat_id)
    assert len(pacer) <= 300


def test_a_reply_passes_thousands_of_waiting_chats() -> None:
    time = Time()
    queue = Queue(Pacer(monotonic=time))
    for row_id in range(20_000):
        queue.add(row_id, chat_id=row_id, priority=BROADCAST)
    queue.add(20_000, chat_id=-1, priority=REPLY)
    assert queue.pop(time.now) == 20_000
    for _ in range(1000):
        time.now += 1
        assert queue.pop(time.now) is not None
    assert len(queue) == 20_001


def test_a_chat_is_reserved_once_and_only_when_nothing_of_it_waits() -> None:
    post = Post()
    assert post.queue.reserve(7, post.time.now)
    assert not post.queue.reserve(7, post.time.now), "one in flight per chat"
    post.queue.add(2, 7, REPLY)
    assert post.queue.pop(post.time.now) is None
    post.queue.leaves(1, 7)
    assert 1 in post.queue
    post.queue.done(7)
    assert post.queue.pop(post.time.now) == 2
    post.queue.done(7)
    assert not post.queue.reserve(7, post.time.now), "the chat's own limit holds"
    assert len(post.queue) == 0 and not post.queue.holds(7)
