#!/usr/bin/env python3
"""Asks three times as often as the service can answer, whatever it answers: overload.py HOST PORT PATH KEY…

The peak is what 32 connections get that each ask again as soon as they are answered. Then requests leave at even
intervals, three for each that the peak answered, over at most 600 connections; one that finds none free is not sent.
"""
import asyncio
import json
import sys
import time
from collections import Counter, defaultdict

SECONDS = 8


class Connection(asyncio.Protocol):
    """One request at a time, kept alive."""

    def __init__(self, request, done):
        self.request, self.done, self.began, self.bytes, self.transport = request, done, 0.0, bytearray(), None

    def connection_made(self, transport):
        self.transport = transport

    def ask(self):
        self.began = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data):
        self.bytes += data
        end = self.bytes.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.bytes[:end].lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.bytes) < end + 4 + length:
            return
        self.bytes.clear()
        self.done(self, int(head[9:12]), time.perf_counter() - self.began)

    def connection_lost(self, error):
        self.done(self, 0, 0.0)


class Load:
    def __init__(self, host, port, requests):
        self.host, self.port, self.requests = host, port, requests

    async def run(self, connections, rate=None):
        """Status → how long each answer took, in seconds; and how many could not be sent."""
        loop, took, free, unsent = asyncio.get_running_loop(), defaultdict(list), [], 0
        end = time.perf_counter() + SECONDS

        def done(connection, status, seconds):
            took[status].append(seconds)
            if status and rate is None and time.perf_counter() < end:
                connection.ask()
            elif status:
                free.append(connection)

        pairs = []
        for number in range(connections):
            request = self.requests[number % len(self.requests)]
            pairs.append(await loop.create_connection(lambda: Connection(request, done), self.host, self.port))
        begun, sent = time.perf_counter(), 0
        end = begun + SECONDS
        if rate is None:
            for _, connection in pairs:
                connection.ask()
            await asyncio.sleep(SECONDS)
        else:
            free.extend(connection for _, connection in pairs)
            while (now := time.perf_counter()) < end:
                due = int((now - begun) * rate) - sent
                sent += due
                for _ in range(due):
                    if free:
                        free.pop(0).ask()
                    else:
                        unsent += 1
                await asyncio.sleep(0.001)
        answered = {status: list(times) for status, times in took.items()}
        await asyncio.sleep(2)
        for transport, _ in pairs:
            transport.close()
        return answered, unsent


def worst(times):
    """The 99th percentile in ms."""
    return round(sorted(times)[len(times) * 99 // 100] * 1000) if times else 0


def main(host, port, path, *keys):
    head = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer "
    load = Load(host, int(port), [f"{head}{key}\r\n\r\n".encode() for key in keys])
    peak = len(asyncio.run(load.run(32))[0].get(200, [])) / SECONDS
    answered, unsent = asyncio.run(load.run(600, rate=3 * peak))
    good = len(answered.get(200, [])) / SECONDS
    told = {status: len(times) for status, times in answered.items()}
    refused = [seconds for status in (429, 503) for seconds in answered.get(status, [])]
    print(json.dumps({
        "peak": round(peak), "offered": round(3 * peak), "unsent": unsent, "goodput": round(good / peak, 3),
        "statuses": told, "p99_ms": {"200": worst(answered.get(200, [])), "refused": worst(refused)}}))


main(*sys.argv[1:])
