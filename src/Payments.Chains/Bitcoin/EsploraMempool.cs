using System.Text.Json;

namespace Payments.Chains.Bitcoin;

/// <summary>The mempool as Esplora tells of it: a question for each address, some addresses at a time.</summary>
/// <param name="ask">Asks for a path and returns the answer's bytes.</param>
internal sealed class EsploraMempool(Func<string, CancellationToken, Task<byte[]>> ask)
{
    /// <summary>Addresses asked about at one look; of the others the last answer stands until it is their turn.</summary>
    private const int LookLimit = 20;

    private readonly Dictionary<string, FoundOutput[]> known = [];
    private string last = "";

    /// <summary>Outputs to some addresses in transactions that wait for a block.</summary>
    public async Task<IReadOnlyList<FoundOutput>> LookAsync(IReadOnlyList<string> awaited, BitcoinAddressSet scripts, CancellationToken cancellationToken)
    {
        foreach (var gone in known.Keys.Except(awaited).ToArray()) known.Remove(gone);
        string[] turn = [.. awaited.OrderBy(address => string.CompareOrdinal(address, last) <= 0).ThenBy(address => address, StringComparer.Ordinal).Take(LookLimit)];
        foreach (var address in turn) known[address] = Read(await ask($"address/{address}/txs/mempool", cancellationToken), scripts);
        last = turn[^1];
        return [.. known.Values.SelectMany(outputs => outputs).DistinctBy(output => (output.Transaction, output.Index))];
    }

    private static FoundOutput[] Read(byte[] answer, BitcoinAddressSet scripts)
    {
        var found = new List<FoundOutput>();
        using var document = JsonDocument.Parse(answer);
        foreach (var transaction in document.RootElement.EnumerateArray())
        {
            if (transaction.GetProperty("status").GetProperty("confirmed").GetBoolean()) continue;
            var id = BlockHeader.CheckName(transaction.GetProperty("txid").GetString() ?? "");
            var index = 0;
            foreach (var output in transaction.GetProperty("vout").EnumerateArray())
            {
                var script = Convert.FromHexString(output.GetProperty("scriptpubkey").GetString()!);
                if (output.GetProperty("value").GetInt64() is > 0 and var units && scripts.Contains(script)) found.Add(new FoundOutput(id, index, (UInt128)units, script));
                index++;
            }
        }
        return [.. found];
    }
}
