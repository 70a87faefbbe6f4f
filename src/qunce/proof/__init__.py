"""Merkle log, signed checkpoints and receipts: who holds a receipt can check the record alone.

    leaf       = H(0x00 ‖ canonical entry)             RFC 9162 §2.1.1
    node       = H(0x01 ‖ left ‖ right)
    checkpoint = origin, size and root, signed         C2SP tlog-checkpoint and signed-note
    receipt    = entry + position + path + checkpoint  JSON that a person keeps

Nothing here stores anything: whoever keeps the leaves serves them through `Hashes`.
"""

from qunce.proof.canonical import NotCanonical, canonical, commit, new_salt, opens
from qunce.proof.checkpoint import BadCheckpoint, Checkpoint, open_checkpoint, public_key, sign
from qunce.proof.receipt import Check, Verdict, make_receipt, verify_receipt
from qunce.proof.tiles import WIDTH, WIDTH_BITS, Leaves, Tiles
from qunce.proof.tree import (
    Hashes,
    consistency,
    fold,
    inclusion,
    leaf_hash,
    node_hash,
    root,
    sha256,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "WIDTH",
    "WIDTH_BITS",
    "BadCheckpoint",
    "Check",
    "Checkpoint",
    "Hashes",
    "Leaves",
    "NotCanonical",
    "Tiles",
    "Verdict",
    "canonical",
    "commit",
    "consistency",
    "fold",
    "inclusion",
    "leaf_hash",
    "make_receipt",
    "new_salt",
    "node_hash",
    "open_checkpoint",
    "opens",
    "public_key",
    "root",
    "sha256",
    "sign",
    "verify_consistency",
    "verify_inclusion",
    "verify_receipt",
]
