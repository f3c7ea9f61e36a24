# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real Lockleaf on a display of its own, and looks at what it leaves in memory, files and calls."""
