using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The mempool of a Core node: the list of ids at every look, and the bytes of each transaction once.</summary>
/// <remarks>The list costs 67 bytes for each waiting transaction. Bytes are asked for by <c>getrawtransaction</c>, which needs no index for what is in the mempool.</remarks>
internal sealed class RpcMempool(RpcNode node, BitcoinCoin coin)
{
    /// <summary>Transactions whose bytes are asked for at one look; the others wait for the next ones, so that a mempool that is new and full does not hold up the reading of blocks.</summary>
    private const int LookLimit = 2_000;

    /// <summary>Transactions of one question.</summary>
    private const int BatchLimit = 100;

    private Dictionary<Name, IReadOnlyList<FoundOutput>> known = [];

    /// <summary>Outputs to the watched scripts in transactions that are there now. What came before its address was awaited is not found.</summary>
    public async Task<IReadOnlyList<FoundOutput>> LookAsync(BitcoinAddressSet scripts, CancellationToken cancellationToken)
    {
        var (present, unknown) = await ListAsync(cancellationToken);
        known = present;
        foreach (var chunk in unknown.Take(LookLimit).Chunk(BatchLimit)) await ReadAsync(chunk, scripts, cancellationToken);
        return [.. known.Values.SelectMany(outputs => outputs)];
    }

    /// <summary>What is still there of what is known, and the names of the others.</summary>
    private async Task<(Dictionary<Name, IReadOnlyList<FoundOutput>> Present, List<string> Unknown)> ListAsync(CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getrawmempool", false)], cancellationToken);
        var present = new Dictionary<Name, IReadOnlyList<FoundOutput>>(known.Count);
        var unknown = new List<string>();
        foreach (var item in answers[0].EnumerateArray())
        {
            var name = Name.Read(JsonMarshal.GetRawUtf8Value(item)[1..^1]);
            if (known.TryGetValue(name, out var outputs)) present[name] = outputs;
            else unknown.Add(item.GetString()!);
        }
        return (present, unknown);
    }

    private async Task ReadAsync(string[] names, BitcoinAddressSet scripts, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([.. names.Select(name => new RpcCall("getrawtransaction", name, false))], cancellationToken);
        for (var i = 0; i < names.Length; i++)
        {
            // Gone since the list was made.
            if (answers.Refusal(i) is not null) continue;
            known[Name.Read(Encoding.ASCII.GetBytes(names[i]))] = Read(names[i], answers[i], scripts);
        }
    }

    /// <summary>A transaction of the extension block has no ordinary outputs to look for; one that is not what it was asked for as is nobody's.</summary>
    private FoundOutput[] Read(string name, JsonElement answer, BitcoinAddressSet scripts)
    {
        try
        {
            return [.. BlockParser.ReadOne(Convert.FromHexString(answer.GetString()!), coin, scripts).Where(output => output.Transaction == name)];
        }
        catch (ChainReadException)
        {
            return [];
        }
    }

    /// <summary>A transaction's id in 32 bytes: there may be hundreds of thousands.</summary>
    private readonly record struct Name(UInt128 High, UInt128 Low)
    {
        private const int Half = 32;

        public static Name Read(ReadOnlySpan<byte> hex) =>
            hex.Length == 2 * Half && UInt128.TryParse(hex[..Half], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high) && UInt128.TryParse(hex[Half..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
                ? new Name(high, low)
                : throw new ChainReadException("a transaction's id was expected");
    }
}
