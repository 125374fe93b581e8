using System.Buffers.Binary;
using NBitcoin.DataEncoders;

namespace Payments.Testing.Nodes.Solana;

/// <summary>A call of a program.</summary>
/// <param name="Program">The program's place among the accounts.</param>
/// <param name="Accounts">Places of the accounts that it works on.</param>
/// <param name="Data">What it is told.</param>
public sealed record SolanaInstruction(int Program, IReadOnlyList<int> Accounts, byte[] Data);

/// <summary>A transaction's message: its accounts, and the programs that it calls.</summary>
public sealed record SolanaMessage
{
    /// <summary>How many accounts sign; the first pays the fee.</summary>
    public required int Signers { get; init; }

    /// <summary>How many of those that sign are not written to.</summary>
    public int ReadOnlySigners { get; init; }

    /// <summary>How many of the others are not written to.</summary>
    public int ReadOnlyOthers { get; init; }

    /// <summary>Accounts that the message names itself.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Accounts from look-up tables, which only messages of version 0 have.</summary>
    public IReadOnlyList<string> Loaded { get; init; } = [];

    /// <summary>The block that the sender saw.</summary>
    public required string Blockhash { get; init; }

    /// <summary>The calls.</summary>
    public required IReadOnlyList<SolanaInstruction> Instructions { get; init; }

    /// <summary>Whether it is of version 0 instead of the older form.</summary>
    public bool IsVersioned { get; init; }

    /// <summary>All accounts in the order in which instructions and balances count them.</summary>
    public IReadOnlyList<string> Accounts => [.. Keys, .. Loaded];

    /// <summary>Reads a signed transaction as clients send it: signatures, then a message of the older form.</summary>
    public static (string Signature, SolanaMessage Message) Read(byte[] transaction)
    {
        var at = 0;
        var signatures = Count(transaction, ref at);
        var signature = Encoders.Base58.EncodeData(transaction[at..(at + 64)]);
        at += 64 * signatures;
        if ((transaction[at] & 0x80) != 0) throw new NotSupportedException("The simulator takes transactions of the older form only.");
        var (signers, readOnlySigners, readOnlyOthers) = (transaction[at], transaction[at + 1], transaction[at + 2]);
        at += 3;
        var keys = new string[Count(transaction, ref at)];
        for (var i = 0; i < keys.Length; i++, at += 32) keys[i] = Encoders.Base58.EncodeData(transaction[at..(at + 32)]);
        var blockhash = Encoders.Base58.EncodeData(transaction[at..(at + 32)]);
        at += 32;
        var instructions = new SolanaInstruction[Count(transaction, ref at)];
        for (var i = 0; i < instructions.Length; i++)
        {
            var program = transaction[at++];
            var accounts = Bytes(transaction, ref at).Select(place => (int)place).ToArray();
            instructions[i] = new SolanaInstruction(program, accounts, Bytes(transaction, ref at));
        }
        return (signature, new SolanaMessage { Signers = signers, ReadOnlySigners = readOnlySigners, ReadOnlyOthers = readOnlyOthers, Keys = keys, Blockhash = blockhash, Instructions = instructions });
    }

    /// <summary>A little-endian number of eight bytes.</summary>
    public static byte[] Number(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Bytes(byte[] from, ref int at)
    {
        var count = Count(from, ref at);
        at += count;
        return from[(at - count)..at];
    }

    /// <summary>A count in one to three bytes of seven bits.</summary>
    private static int Count(byte[] from, ref int at)
    {
        var (count, shift) = (0, 0);
        byte part;
        do
        {
            part = from[at++];
            count |= (part & 0x7f) << shift;
            shift += 7;
        }
        while ((part & 0x80) != 0);
        return count;
    }
}
