namespace NBitcoin;

#pragma warning disable CS8981, IDE1006, SA1300 // The name is the original's.
/// <summary>A hash of 256 bits, written with its last byte first as explorers do.</summary>
public sealed class uint256 : IEquatable<uint256>
{
    private readonly string text;

    /// <summary>Reads 64 hex digits.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public uint256(string str)
    {
        ArgumentNullException.ThrowIfNull(str);
        if (str.Length != 64) throw new FormatException("the hex number should be 64 chars long (or 66 with prefix)");
        text = Convert.ToHexStringLower(Convert.FromHexString(str));
    }

    /// <inheritdoc />
    public override string ToString() => text;

    /// <inheritdoc />
    public bool Equals(uint256? other) => other is not null && other.text == text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as uint256);

    /// <inheritdoc />
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);
}
