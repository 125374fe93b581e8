using Payments.Domain.Secrets;

namespace Payments.Domain.People;

/// <summary>
/// A code that stands in for the second factor, once: 16 letters and digits, 80 unpredictable bits, so that its hash needs no salt.
/// </summary>
public static class RecoveryCode
{
    /// <summary>Letters and digits of a code.</summary>
    public const int Length = 16;

    /// <summary>32 that are not mistaken for each other when read aloud or typed.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz023456789";

    private const int Group = 4;

    /// <summary>A new code in groups of four with dashes between.</summary>
    public static string New(IRandomBytes random)
    {
        Span<byte> bytes = stackalloc byte[Length];
        random.Fill(bytes);
        var letters = new char[Length];
        for (var i = 0; i < Length; i++) letters[i] = Alphabet[bytes[i] % Alphabet.Length];
        return string.Join('-', letters.Chunk(Group).Select(part => new string(part)));
    }

    /// <summary>A code as it is hashed: lower case, without dashes and blanks.</summary>
    public static string Plain(string code) =>
        string.Concat(code.Where(letter => letter != '-' && !char.IsWhiteSpace(letter))).ToLowerInvariant();
}
