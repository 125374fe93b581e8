using System.Buffers;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Writes Protocol Buffers messages, field by field in the order of their numbers, as java-tron does.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    /// <summary>Begins another message.</summary>
    public void Clear() => bytes.ResetWrittenCount();

    /// <summary>Writes a number; zero is left out.</summary>
    public void Number(int field, long value)
    {
        if (value == 0) return;
        Variable((ulong)field << 3);
        Variable((ulong)value);
    }

    /// <summary>Writes bytes or a message, be it empty.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Begin(field, value.Length);
        bytes.Write(value);
    }

    /// <summary>Writes bytes that are given as hex digits, be they none.</summary>
    /// <returns>The bytes, until the next field is written.</returns>
    /// <exception cref="ChainReadException">It is no hex.</exception>
    public ReadOnlySpan<byte> Hex(int field, ReadOnlySpan<byte> digits)
    {
        Begin(field, digits.Length / 2);
        var room = bytes.GetSpan(digits.Length / 2);
        var status = Convert.FromHexString(digits, room, out _, out var written);
        if (status != OperationStatus.Done) throw new ChainReadException("hex was expected");
        bytes.Advance(written);
        return bytes.WrittenSpan[^written..];
    }

    private void Begin(int field, int length)
    {
        Variable(((ulong)field << 3) | 2);
        Variable((ulong)length);
    }

    private void Variable(ulong value)
    {
        var room = bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) room[length++] = (byte)(value | 0x80);
        room[length++] = (byte)value;
        bytes.Advance(length);
    }
}
