namespace Payments.Domain.Secrets;

/// <summary>The master keys of an installation: the current one seals, all of them open.</summary>
/// <remarks>To rotate, put the new key in front of the old one; the old one may go once nothing is sealed under it any more.</remarks>
public sealed class MasterKeyRing
{
    /// <summary>Most keys that a ring holds; the default of a limit that nobody should reach.</summary>
    public const int MaxKeys = 16;

    private readonly Dictionary<string, MasterKey> keys;

    /// <summary>Takes the current key and older ones.</summary>
    public MasterKeyRing(MasterKey current, params IEnumerable<MasterKey> older)
    {
        Current = current;
        keys = older.Prepend(current).DistinctBy(key => key.Id).ToDictionary(key => key.Id);
        if (keys.Count > MaxKeys) throw new SecretException($"There are {keys.Count} master keys; at most {MaxKeys} may be in use.");
    }

    /// <summary>The key that seals.</summary>
    public MasterKey Current { get; }

    /// <summary>The keys that only open.</summary>
    public IReadOnlyList<MasterKey> Older => [.. keys.Values.Where(key => key != Current)];

    /// <summary>Reads <c>PAYMENTS_MasterKey</c>: base64 of 32 bytes; older keys may follow after commas.</summary>
    /// <exception cref="SecretException">A part is no base64 of 32 bytes; the text names its place, never its content.</exception>
    public static MasterKeyRing Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var parsed = parts.Select((part, index) => ParseKey(part, index + 1, parts.Length)).ToArray();
        return new MasterKeyRing(parsed[0], parsed[1..]);
    }

    /// <summary>The key with this id, or null.</summary>
    public MasterKey? Find(string id) => keys.GetValueOrDefault(id);

    private static MasterKey ParseKey(string part, int place, int count)
    {
        var which = count == 1 ? "MasterKey" : $"MasterKey (number {place} of {count})";
        Span<byte> bytes = stackalloc byte[64];
        if (!Convert.TryFromBase64String(part, bytes, out var written) || written != MasterKey.Bytes)
            throw new SecretException($"{which} must be the base64 of {MasterKey.Bytes} bytes. Make one with: openssl rand -base64 {MasterKey.Bytes}");
        return new MasterKey(bytes[..written]);
    }
}
