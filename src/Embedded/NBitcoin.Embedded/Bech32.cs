namespace NBitcoin.DataEncoders;

/// <summary>Addresses of witness programs: Bech32 for version 0 (BIP-173), Bech32m from version 1 on (BIP-350).</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;
    private const int Longest = 90;
    private const int LastVersion = 16;
    private const uint Constant = 1;
    private const uint ConstantM = 0x2bc830a3;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>The text of a witness program, in lower case.</summary>
    public static string Encode(string prefix, int version, ReadOnlySpan<byte> program)
    {
        List<byte> values = [(byte)version];
        var (pending, bits) = (0, 0);
        foreach (var value in program)
        {
            pending = (pending << 8 | value) & 0xfff;
            for (bits += 8; bits >= 5; bits -= 5) values.Add((byte)(pending >> bits - 5 & 31));
        }
        if (bits > 0) values.Add((byte)(pending << 5 - bits & 31));
        var checksum = Polymod(prefix, [.. values, 0, 0, 0, 0, 0, 0]) ^ ConstantOf(version);
        for (var i = 0; i < ChecksumLength; i++) values.Add((byte)(checksum >> 5 * (ChecksumLength - 1 - i) & 31));
        return string.Concat(prefix, "1", string.Concat(values.Select(value => Alphabet[value])));
    }

    /// <summary>The witness program of a text in one case.</summary>
    /// <exception cref="FormatException">It is none of this prefix.</exception>
    public static (int Version, byte[] Program) Decode(string prefix, string text)
    {
        var lower = text.ToLowerInvariant();
        if (lower != text && text.ToUpperInvariant() != text) throw new FormatException("Mixed case");
        if (text.Length > Longest) throw new FormatException("Too long");
        if (lower.LastIndexOf('1') != prefix.Length || !lower.StartsWith(prefix, StringComparison.Ordinal)) throw new FormatException("Mismatching human readable part");
        var values = lower.AsSpan(prefix.Length + 1).ToArray().Select(letter => Alphabet.IndexOf(letter, StringComparison.Ordinal)).ToArray();
        if (values.Length < 1 + ChecksumLength || values.Contains(-1)) throw new FormatException("Invalid character, or no data");
        byte[] data = [.. values.Select(value => (byte)value)];
        if (data[0] > LastVersion || Polymod(prefix, data) != ConstantOf(data[0])) throw new FormatException("Invalid checksum or witness version");
        var program = Bytes(data.AsSpan(1, data.Length - 1 - ChecksumLength));
        return program.Length is >= 2 and <= 40 && (data[0] != 0 || program.Length is 20 or 32) ? (data[0], program) : throw new FormatException("Invalid length of a witness program");
    }

    private static uint ConstantOf(int version) => version == 0 ? Constant : ConstantM;

    private static byte[] Bytes(ReadOnlySpan<byte> values)
    {
        var bytes = new List<byte>(values.Length);
        var (pending, bits) = (0, 0);
        foreach (var value in values)
        {
            pending = (pending << 5 | value) & 0xfff;
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(pending >> bits));
        }
        // What remains is padding: fewer than five bits, all zero.
        return bits < 5 && (pending & (1 << bits) - 1) == 0 ? [.. bytes] : throw new FormatException("Invalid padding");
    }

    private static uint Polymod(string prefix, ReadOnlySpan<byte> values)
    {
        var sum = 1u;
        foreach (var letter in prefix) sum = Step(sum, letter >> 5);
        sum = Step(sum, 0);
        foreach (var letter in prefix) sum = Step(sum, letter & 31);
        foreach (var value in values) sum = Step(sum, value);
        return sum;
    }

    private static uint Step(uint sum, int value)
    {
        var top = sum >> 25;
        sum = (sum & 0x1ffffff) << 5 ^ (uint)value;
        for (var i = 0; i < Generator.Length; i++)
            if ((top >> i & 1) == 1) sum ^= Generator[i];
        return sum;
    }
}
