using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Goes through the fields of a Protocol Buffers message.</summary>
/// <param name="message">The message's bytes.</param>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int Variable = 0, EightBytes = 1, Counted = 2, GroupStart = 3, GroupEnd = 4, FourBytes = 5;

    private ReadOnlySpan<byte> rest = message;

    /// <summary>The number of the field that was read last.</summary>
    public ulong Field { get; private set; }

    /// <summary>Its value, where it is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its value, where it is bytes, a text or a message.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether there is another field.</summary>
    /// <exception cref="ChainReadException">The bytes are no message.</exception>
    public bool Read()
    {
        if (rest.IsEmpty) return false;
        var tag = TakeNumber();
        Field = tag >> 3;
        Number = 0;
        Bytes = default;
        Take((int)(tag & 7));
        return true;
    }

    private void Take(int kind)
    {
        switch (kind)
        {
            case Variable:
                Number = TakeNumber();
                break;
            case EightBytes:
                Take(8UL);
                break;
            case Counted:
                Bytes = Take(TakeNumber());
                break;
            case GroupStart:
                SkipGroup();
                break;
            case FourBytes:
                Take(4UL);
                break;
            default:
                throw Malformed();
        }
    }

    /// <summary>Groups are of an older form that nobody writes; whoever does writes them into what is unknown.</summary>
    private void SkipGroup()
    {
        for (var depth = 1; depth > 0;)
        {
            var kind = (int)(TakeNumber() & 7);
            if (kind == GroupStart) depth++;
            else if (kind == GroupEnd) depth--;
            else Take(kind);
        }
        Number = 0;
        Bytes = default;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)rest.Length) throw Malformed();
        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }

    private ulong TakeNumber()
    {
        var value = 0UL;
        for (var (at, shift) = (0, 0); at < rest.Length && shift < 64; at++, shift += 7)
        {
            value |= (ulong)(rest[at] & 0x7f) << shift;
            if (rest[at] >= 0x80) continue;
            rest = rest[(at + 1)..];
            return value;
        }
        throw Malformed();
    }

    private static ChainReadException Malformed() => new("a transaction's bytes are malformed");
}
