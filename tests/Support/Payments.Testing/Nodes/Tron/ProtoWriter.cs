namespace Payments.Testing.Nodes.Tron;

/// <summary>Writes Protocol Buffers messages; fields that are zero or empty are left out, as proto3 has it.</summary>
internal sealed class ProtoWriter
{
    private readonly MemoryStream bytes = new();

    public ProtoWriter Number(int field, long value)
    {
        if (value == 0) return this;
        Variable((ulong)(field << 3));
        Variable((ulong)value);
        return this;
    }

    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value) => value.IsEmpty ? this : Message(field, value);

    /// <summary>A message, or an entry of a list, is written even if it is empty.</summary>
    public ProtoWriter Message(int field, ReadOnlySpan<byte> value)
    {
        Variable((ulong)((field << 3) | 2));
        Variable((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    public ProtoWriter Hex(int field, string hex) => Bytes(field, Convert.FromHexString(hex));

    public byte[] ToArray() => bytes.ToArray();

    private void Variable(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }
}
