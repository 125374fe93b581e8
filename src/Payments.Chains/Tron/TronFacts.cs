using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Chains;

namespace Payments.Chains.Tron;

/// <summary>What a TRON node says of its chain: the prices of energy and bandwidth, which the network's representatives vote for.</summary>
internal static class TronFacts
{
    /// <summary>The parameters that hold the prices, in sun.</summary>
    private static readonly (string Key, FeeResource Resource)[] Prices = [("getEnergyFee", FeeResource.Energy), ("getTransactionFee", FeeResource.Bandwidth)];

    public static Task<NetworkFacts> ReadAsync(TronApi api, long chainNumber, bool isSyncing, CancellationToken cancellationToken) =>
        new NetworkFacts(chainNumber, isSyncing, [], null).WithFeesAsync(async facts =>
        {
            var fees = Read(await api.AskAsync("wallet/getchainparameters", "{}", cancellationToken));
            return facts with { Fees = fees, MissingFee = fees.Count == Prices.Length ? null : NetworkFacts.Refused };
        });

    private static List<FeePrice> Read(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        var parameters = document.RootElement.GetProperty("chainParameter").EnumerateArray().ToArray();
        var fees = new List<FeePrice>(Prices.Length);
        foreach (var (key, resource) in Prices)
            foreach (var parameter in parameters)
                if (parameter.GetProperty("key").ValueEquals(key)) fees.Add(new FeePrice(resource, parameter.GetProperty("value").GetUInt64()));
        return fees;
    }
}
