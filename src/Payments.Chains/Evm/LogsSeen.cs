using Payments.Domain.Tokens;

namespace Payments.Chains.Evm;

/// <summary>Which watched contracts' logs came for which block of a range.</summary>
internal sealed class LogsSeen(TokenContract[] contracts, int blocks)
{
    private readonly bool[] seen = new bool[contracts.Length * blocks];

    /// <summary>Notes a log and tells its token; null when no watched contract wrote it.</summary>
    public TokenInfo? Add(int block, ReadOnlySpan<byte> address)
    {
        for (var i = 0; i < contracts.Length; i++)
        {
            if (!contracts[i].Is(address)) continue;
            seen[(block * contracts.Length) + i] = true;
            return contracts[i].Token;
        }
        return null;
    }

    /// <summary>The contracts of which no log came although the block's bloom lets expect one.</summary>
    public IReadOnlyList<string> Missing(int block, ReadOnlySpan<byte> bloom)
    {
        List<string>? missing = null;
        for (var i = 0; i < contracts.Length; i++)
            if (!seen[(block * contracts.Length) + i] && contracts[i].Bloom.MayHold(bloom)) (missing ??= []).Add(contracts[i].Token.Contract!);
        return missing ?? [];
    }
}
