# SPDX-License-Identifier: MIT
"""A line that nobody described, as a mirror port shows a minute of it: docs/commissioning.md."""
from made_capture import Traffic

PRESS, OVEN, PANEL, PROGRAMMER, STRANGER = "10.10.1.11", "10.20.1.21", "10.30.0.9", "10.50.0.7", "10.40.1.9"


def first_day(path):
    """Recipes to the oven and temperatures back, a panel, somebody with a laptop, and somebody who tries addresses."""
    with Traffic(path) as traffic:
        exchange(traffic, written=20)
        panel(traffic)
        laptop = traffic.connect(PROGRAMMER, OVEN, at=20.0, calling="01.00", called="01.02", pdu=480, granted=(240, 1))
        laptop.identity(20.1, "6ES7 315-2EH14-0AB0")
        for host in range(1, 30):
            traffic.refuse(STRANGER, f"10.20.1.{100 + host}", at=30 + host / 100)


def next_week(path):
    """The same, but somebody has made the PUT two octets longer."""
    with Traffic(path, begin=1795173600 + 7 * 86400) as traffic:
        exchange(traffic, written=22)
        panel(traffic)
        laptop = traffic.connect(PROGRAMMER, OVEN, at=20.0, calling="01.00", called="01.02", pdu=480, granted=(240, 1))
        laptop.identity(20.1, "6ES7 315-2EH14-0AB0")


def exchange(traffic, written):
    recipes = traffic.connect(PRESS, OVEN, at=0.0, calling="10.01", called="03.02", pdu=480, amq=2, granted=(240, 1))
    for tick in range(600):
        recipes.write(0.05 + tick / 10, db=100, first=0, octets=written)
        recipes.read(0.07 + tick / 10, db=100, first=20, octets=40)


def panel(traffic):
    screen = traffic.connect(PANEL, OVEN, at=0.5, calling="02.00", called="02.02", pdu=240)
    for second in range(59):
        screen.read(0.6 + second, db=100, first=0, octets=60)
        if second == 12:
            screen.write(12.7, db=101, first=38, octets=2)
            screen.read(12.8, db=102, first=0, octets=4, code=0x0A)
