using System.Text.Json;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth;

/// <summary>Whether the node is catching up: it answers <c>false</c>, or where it is.</summary>
public class EthSyncing(IClient client) : RpcRequestResponseHandler<JsonElement>(client, nameof(ApiMethods.eth_syncing)), IEthSyncing
{
    /// <inheritdoc />
    /// <exception cref="RpcResponseFormatException">The node answered neither.</exception>
    public async Task<SyncingOutput> SendRequestAsync(object? id = null)
    {
        var answer = await base.SendRequestAsync(id).ConfigureAwait(false);
        return answer.ValueKind switch
        {
            JsonValueKind.False => new SyncingOutput { IsSyncing = false },
            JsonValueKind.Object => new SyncingOutput
            {
                IsSyncing = true,
                StartingBlock = Quantity(answer, "startingBlock"),
                CurrentBlock = Quantity(answer, "currentBlock"),
                HighestBlock = Quantity(answer, "highestBlock"),
            },
            _ => throw Unreadable("neither false nor a progress"),
        };
    }

    private static HexBigInteger Quantity(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? new HexBigInteger(field.GetString()) : throw Unreadable($"no {name}");

    private static RpcResponseFormatException Unreadable(string reason) => new("Invalid format found in RPC response", new FormatException(reason));
}
