using System.Text.Json;
using Payments.Chains.Nodes;

namespace Payments.Chains.Bitcoin;

/// <summary>
/// Finds one transaction by its id on a Core node. Without <c>txindex</c> it knows those in its mempool, and outputs that nobody spent yet,
/// which tell how many blocks ago they were made.
/// </summary>
internal sealed class RpcTransactions(RpcNode node)
{
    /// <summary>Core's code for an id that it does not know, or has no index to find by.</summary>
    private const int NotFound = -5;

    /// <summary>Outputs that are asked for one by one where there is no index: payments and change come first.</summary>
    private const int OutputsAsked = 16;

    /// <summary>See <see cref="IBlockSource.FindAsync"/>.</summary>
    public async Task<FoundOutputs?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getrawtransaction", id, true)], cancellationToken);
        if (answers.Refusal(0)?.Code == NotFound) return await UnspentAsync(id, cancellationToken);
        var found = answers[0];
        var scripts = found.GetProperty("vout").EnumerateArray().Select(ScriptOf).ToArray();
        var isInBlock = found.TryGetProperty("blockhash", out var hash) &&
            found.TryGetProperty("confirmations", out var depth) && depth.GetInt64() > 0;
        return new FoundOutputs(isInBlock ? await HeightAsync(hash.GetString()!, cancellationToken) : null, scripts);
    }

    private async Task<FoundOutputs?> UnspentAsync(string id, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync(
            [.. Enumerable.Range(0, OutputsAsked).Select(output => new RpcCall("gettxout", id, output, true))], cancellationToken);
        var unspent = Enumerable.Range(0, OutputsAsked).Select(output => answers[output])
            .Where(output => output.ValueKind == JsonValueKind.Object).ToArray();
        if (unspent.Length == 0) return null;
        var depth = unspent[0].GetProperty("confirmations").GetInt64();
        var newest = depth == 0 ? (long?)null : await HeightAsync(unspent[0].GetProperty("bestblock").GetString()!, cancellationToken);
        return new FoundOutputs(newest - depth + 1, [.. unspent.Select(ScriptOf)]);
    }

    private async Task<long> HeightAsync(string hash, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getblockheader", BlockHeader.CheckName(hash), true)], cancellationToken);
        return answers[0].GetProperty("height").GetInt64();
    }

    private static byte[] ScriptOf(JsonElement output) =>
        Convert.FromHexString(output.GetProperty("scriptPubKey").GetProperty("hex").GetString()!);
}
