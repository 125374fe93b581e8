using Nethereum.Util;

namespace Payments.Chains.Evm;

/// <summary>Tells from a block's header that a contract cannot have written an event in it (yellow paper, section 4.3.1).</summary>
/// <remarks>
/// A balancer may answer the header from one node and the logs from another that does not have the block yet and knows of
/// no logs in it. The header's bloom shows where logs are to be expected, so that an empty answer is not believed.
/// </remarks>
internal sealed class LogsBloom
{
    /// <summary>Hex digits of the 2048 bits.</summary>
    public const int Digits = 512;

    private readonly int[] bits;

    /// <summary>Prepares the look-up of an event.</summary>
    /// <param name="contract">The contract's address, hex with <c>0x</c>.</param>
    /// <param name="topic">The event's first topic, likewise.</param>
    public LogsBloom(string contract, string topic) => bits = [.. BitsOf(contract), .. BitsOf(topic)];

    /// <summary>Whether the block may hold the event; false is certain.</summary>
    /// <param name="bloom">The header's bloom, hex without <c>0x</c>.</param>
    public bool MayHold(ReadOnlySpan<byte> bloom)
    {
        foreach (var bit in bits)
            if (((Digit(bloom[Digits - 1 - (bit / 4)]) >> (bit % 4)) & 1) == 0) return false;
        return true;
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static IEnumerable<int> BitsOf(string hex)
    {
        var hash = Sha3Keccack.Current.CalculateHash(Convert.FromHexString(hex.AsSpan(2)));
        for (var i = 0; i < 6; i += 2) yield return ((hash[i] << 8) | hash[i + 1]) & 0x7FF;
    }
}
