using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Payments.Testing.Nodes.Tron;

/// <summary>A full node's answers, as java-tron's HTTP API gives them with <c>visible</c> false.</summary>
/// <param name="chain">What the node knows.</param>
/// <param name="head">The newest block that it has.</param>
internal sealed class TronWords(TronChain chain, long head)
{
    private const int RangeLimit = 100;
    private const string TransferSelector = "a9059cbb";

    private long Solid => Math.Max(0, head - chain.SolidLag);

    public JsonNode Answer(TronQuestion question) => question.Path switch
    {
        "wallet/getnowblock" => Block(head, true),
        "walletsolidity/getnowblock" => Block(Solid, true),
        "wallet/getblock" => Block(BlockNumber(question, head), question.Fields["detail"]?.GetValue<bool>() ?? false),
        "walletsolidity/getblock" => Block(Math.Min(BlockNumber(question, Solid), Solid), question.Fields["detail"]?.GetValue<bool>() ?? false),
        "wallet/getblockbynum" => Block(question.Number("num") ?? 0, true),
        "wallet/getblockbylimitnext" => Range(question.Number("startNum") ?? 0, question.Number("endNum") ?? 0),
        "wallet/gettransactioninfobyblocknum" => question.Number("num") is > 0 and var number ? Known(number)?.ToInfos() ?? new JsonArray() : new JsonObject(),
        "wallet/gettransactionbyid" or "walletsolidity/gettransactionbyid" => Find(question)?.Transaction.ToJson() ?? [],
        "wallet/gettransactioninfobyid" or "walletsolidity/gettransactioninfobyid" =>
            Find(question) is { } found ? found.Transaction.ToInfo(found.Block.Number, found.Block.Timestamp) : new JsonObject(),
        "wallet/getaccount" or "walletsolidity/getaccount" => new JsonObject { ["address"] = question.Text("address"), ["balance"] = (long)chain.Balance(null, question.Text("address")) },
        "wallet/getnodeinfo" => new JsonObject
        {
            ["activeConnectCount"] = 3,
            ["block"] = Named(head),
            ["configNodeInfo"] = new JsonObject { ["codeVersion"] = "4.8.1" },
            ["peerList"] = new JsonArray(),
            ["solidityBlock"] = Named(Solid),
        },
        "wallet/getchainparameters" => new JsonObject
        {
            ["chainParameter"] = new JsonArray(
            new JsonObject { ["key"] = "getMaintenanceTimeInterval", ["value"] = 21_600_000 },
            new JsonObject { ["key"] = "getTransactionFee", ["value"] = 1000 },
            new JsonObject { ["key"] = "getAllowCreationOfContracts", ["value"] = 1 },
            new JsonObject { ["key"] = "getRemoveThePowerOfTheGr" },
            new JsonObject { ["key"] = "getEnergyFee", ["value"] = 100 })
        },
        "wallet/triggerconstantcontract" => Constant(question),
        "wallet/triggersmartcontract" => Prepared(question),
        "wallet/broadcasttransaction" => Broadcast(question.Fields),
        _ => TronSimulator.Error($"class java.lang.IllegalArgumentException : no such API: {question.Path}"),
    };

    private static long BlockNumber(TronQuestion question, long newest) => question.Number("id_or_num") ?? newest;

    private string Named(long number) => $"Num:{number},ID:{chain.Block(number)!.Id}";

    private TronBlockData? Known(long number) => number <= head ? chain.Block(number) : null;

    private JsonObject Block(long number, bool detail) => Known(number)?.ToJson(detail) ?? [];

    private JsonNode Range(long start, long end)
    {
        if (end <= start || end - start > RangeLimit) return TronSimulator.Error("class java.lang.IllegalArgumentException : the range is not valid");
        JsonNode[] known = [.. Enumerable.Range(0, (int)(end - start)).Select(i => Known(start + i)).OfType<TronBlockData>().Select(block => block.ToJson(true))];
        return known.Length == 0 ? new JsonObject() : new JsonObject { ["block"] = new JsonArray(known) };
    }

    private (TronBlockData Block, TronTransactionData Transaction)? Find(TronQuestion question) =>
        chain.Find(question.Text("value")) is { } found && found.Block.Number <= head ? found : null;

    private static string DataOf(TronQuestion question) =>
        question.Text("data") is { Length: > 0 } data ? data : TronCall.Data(question.Text("function_selector")) + question.Text("parameter");

    private JsonObject Constant(TronQuestion question)
    {
        var (data, contract) = (DataOf(question), question.Text("contract_address"));
        var result = data[..8] switch
        {
            "70a08231" => TronCall.Word((UInt128)chain.Balance(contract, "41" + data[^40..])),
            "313ce567" => TronCall.Word((UInt128)6),
            "95d89b41" => TronCall.Word((UInt128)32) + TronCall.Word((UInt128)4) + Convert.ToHexStringLower(Encoding.ASCII.GetBytes("USDT")).PadRight(64, '0'),
            _ => "",
        };
        return new JsonObject { ["result"] = new JsonObject { ["result"] = true }, ["energy_used"] = 935, ["constant_result"] = new JsonArray(result) };
    }

    private JsonObject Prepared(TronQuestion question)
    {
        var call = TronCall.Trigger(question.Text("owner_address"), question.Text("contract_address"), DataOf(question));
        var raw = chain.Prepare(call, question.Number("fee_limit") ?? 0);
        return new JsonObject
        {
            ["result"] = new JsonObject { ["result"] = true },
            ["transaction"] = new JsonObject { ["visible"] = false, ["txID"] = raw.Id, ["raw_data"] = raw.Json, ["raw_data_hex"] = raw.Hex },
        };
    }

    private JsonObject Broadcast(JsonObject signed)
    {
        var raw = signed["raw_data"]!.AsObject();
        var contract = raw["contract"]![0]!;
        var value = contract["parameter"]!["value"]!;
        var owner = value["owner_address"]!.GetValue<string>().ToLowerInvariant();
        var id = signed["txID"]!.GetValue<string>();
        if (chain.Find(id) is not null) return new JsonObject { ["code"] = "DUP_TRANSACTION_ERROR", ["txid"] = id, ["message"] = "" };
        var transaction = new TronTransactionData
        {
            Id = id,
            Raw = raw.DeepClone().AsObject(),
            RawHex = signed["raw_data_hex"]!.GetValue<string>(),
            Signatures = [.. signed["signature"]!.AsArray().Select(signature => signature!.GetValue<string>())],
        };
        chain.Accept(contract["type"]!.GetValue<string>() switch
        {
            "TransferContract" => Moved(transaction, null, owner, value["to_address"]!.GetValue<string>().ToLowerInvariant(), (UInt128)value["amount"]!.GetValue<long>()),
            "TriggerSmartContract" when value["data"]!.GetValue<string>() is var data && data.StartsWith(TransferSelector, StringComparison.Ordinal) => Moved(
                transaction, value["contract_address"]!.GetValue<string>().ToLowerInvariant(), owner, "41" + data[32..72], UInt128.Parse(data[72..136], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
            var other => throw new NotSupportedException($"The simulator does not run {other} of this kind."),
        });
        return new JsonObject { ["result"] = true, ["txid"] = id };
    }

    private TronTransactionData Moved(TronTransactionData transaction, string? token, string from, string to, UInt128 units) => transaction with
    {
        Contract = token,
        Movements = [new TronMovement(token, from, to, units)],
        Result = chain.Balance(token, from) >= (Int128)units ? "SUCCESS" : "REVERT",
    };
}
