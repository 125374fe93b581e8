using System.Text.Json;
using System.Text.Json.Nodes;
using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.JsonRpc.Client.RpcMessages;
using Nethereum.RPC.Eth.DTOs;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>Nethereum's client over a node of ours, so that its questions have the same limits, patience and failures as all others.</summary>
/// <remarks>Whatever keeps a node from answering leaves as <see cref="ChainReadException"/>; errors that it answers with leave as Nethereum's own.</remarks>
internal sealed class RpcNodeClient(RpcNode node, CancellationToken cancellationToken) : ClientBase
{
    public override async Task<RpcResponseMessage> SendAsync(RpcRequestMessage rpcRequestMessage, string? route = null) =>
        (await SendAsync(new[] { rpcRequestMessage }))[0];

    protected override async Task<RpcResponseMessage[]> SendAsync(RpcRequestMessage[] requests)
    {
        var answers = await node.CallAsync([.. requests.Select(Call)], cancellationToken);
        return [.. requests.Select((request, index) => answers.Refusal(index) is { } refusal
            ? new RpcResponseMessage(request.Id, new Nethereum.JsonRpc.Client.RpcMessages.RpcError { Code = refusal.Code, Message = refusal.Message })
            : new RpcResponseMessage(request.Id, Plain(answers[index])))];
    }

    private static RpcCall Call(RpcRequestMessage request) => new(request.Method, [.. ((object[])request.RawParameters).Select(Parameter)]);

    private static JsonNode? Parameter(object? parameter) => parameter switch
    {
        null => null,
        string text => text,
        bool truth => truth,
        HexBigInteger quantity => quantity.HexValue,
        BlockParameter block => block.GetRPCParam(),
        NewFilterInput filter => Filter(filter),
        _ => throw new NotSupportedException($"A parameter of type {parameter.GetType()} is not known."),
    };

    /// <summary>What a filter leaves open is left out.</summary>
    private static JsonObject Filter(NewFilterInput filter)
    {
        var written = new JsonObject();
        if (filter.FromBlock is { } from) written["fromBlock"] = from.GetRPCParam();
        if (filter.ToBlock is { } to) written["toBlock"] = to.GetRPCParam();
        if (filter.Address is { } addresses) written["address"] = new JsonArray([.. addresses.Select(Parameter)]);
        if (filter.Topics is { } topics) written["topics"] = new JsonArray([.. topics.Select(Parameter)]);
        return written;
    }

    /// <summary>A result in plain objects, because JSON libraries differ between Nethereum's versions and all of them read these.</summary>
    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        JsonValueKind.Number => element.GetDecimal(),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.Object => ToDictionary(element),
        _ => throw new ChainReadException("an answer without result"),
    };

    /// <summary>Of a name that comes twice the last counts, as in any JSON library.</summary>
    private static Dictionary<string, object?> ToDictionary(JsonElement element)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in element.EnumerateObject()) fields[field.Name] = Plain(field.Value);
        return fields;
    }
}
