using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NBitcoin;

namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>A node over real HTTP that tells of a <see cref="BitcoinChain"/> in the words of Bitcoin Core's RPC, or of Esplora, and misbehaves as a test says.</summary>
public sealed class BitcoinSimulator : LocalServer
{
    private const string NoTransaction = "No such mempool or blockchain transaction. Use gettransaction for wallet transactions.";

    private BitcoinSimulator(BitcoinChain chain, bool isEsplora) => (Chain, IsEsplora) = (chain, isEsplora);

    /// <summary>Whether it speaks Esplora's HTTP instead of the RPC.</summary>
    public bool IsEsplora { get; set; }

    /// <summary>What the node knows.</summary>
    public BitcoinChain Chain { get; }

    /// <summary>Whether it finds transactions in blocks by their ids, as Core does with <c>txindex</c>.</summary>
    public bool HasIndex { get; set; } = true;

    /// <summary>The newest block that the node admits to have; null for all.</summary>
    public long? KnownHead { get; set; }

    /// <summary>Whether it gives blocks names that are not theirs, and knows them by those.</summary>
    public bool LiesAboutHashes { get; set; }

    /// <summary>Changes an answer: gets the question and the honest answer, returns what is sent.</summary>
    public Func<BitcoinQuestion, JsonNode, JsonNode?> Answer { get; set; } = (_, honest) => honest;

    /// <summary>Handles a whole request; false lets the node answer it.</summary>
    public Func<HttpContext, Task<bool>> Handle { get; set; } = _ => Task.FromResult(false);

    /// <summary>Changes the bytes of an answer.</summary>
    public Func<byte[], byte[]> Bytes { get; set; } = bytes => bytes;

    /// <summary>Everything that was asked.</summary>
    public ConcurrentQueue<BitcoinQuestion> Asked { get; } = new();

    /// <summary>Starts a node.</summary>
    /// <param name="chain">What it knows.</param>
    /// <param name="isEsplora">Whether it speaks Esplora's HTTP instead of the RPC.</param>
    /// <param name="configure">Adds routes of a program's own.</param>
    public static async Task<BitcoinSimulator> StartAsync(BitcoinChain chain, bool isEsplora = false, Action<WebApplication>? configure = null)
    {
        var node = new BitcoinSimulator(chain, isEsplora);
        await node.ListenAsync(app =>
        {
            configure?.Invoke(app);
            app.Map("/{**path}", node.RespondAsync);
        });
        return node;
    }

    private async Task RespondAsync(HttpContext context)
    {
        if (await Handle(context)) return;
        var answer = IsEsplora ? Esplora(context) : await RpcAsync(context);
        await context.Response.Body.WriteAsync(Bytes(answer));
    }

    /// <summary>The RPC answers errors of a single question with status 500, lists with 200.</summary>
    private async Task<byte[]> RpcAsync(HttpContext context)
    {
        if (context.Request.Method != "POST")
        {
            context.Response.StatusCode = 405;
            return Encoding.UTF8.GetBytes("JSONRPC server handles only POST requests");
        }
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        context.Response.ContentType = "application/json";
        if (body is JsonArray list) return Encoding.UTF8.GetBytes(new JsonArray([.. list.Select(item => Rpc(item!))]).ToJsonString());
        var answer = Rpc(body);
        if (answer["error"] is not null) context.Response.StatusCode = 500;
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    private JsonObject Rpc(JsonNode asked)
    {
        var parameters = asked["params"]!.AsArray();
        var question = new BitcoinQuestion(
            asked["method"]!.GetValue<string>(), parameters.Count > 0 ? parameters[0]!.ToString() : "",
            parameters is [_, JsonValue second] && second.TryGetValue(out bool isVerbose) && isVerbose)
        {
            Output = parameters.Count > 2 ? parameters[1]!.GetValue<int>() : 0,
        };
        Asked.Enqueue(question);
        try
        {
            return new JsonObject { ["result"] = Answer(question, Honest(question)), ["error"] = null, ["id"] = asked["id"]?.DeepClone() };
        }
        catch (InvalidOperationException refusal)
        {
            var error = new JsonObject { ["code"] = refusal.Message == NoTransaction ? -5 : -8, ["message"] = refusal.Message };
            return new JsonObject { ["result"] = null, ["error"] = error, ["id"] = asked["id"]?.DeepClone() };
        }
    }

    private byte[] Esplora(HttpContext context)
    {
        string[] path = context.Request.Path.Value!.Trim('/').Split('/');
        BitcoinQuestion? question = path switch
        {
            ["blocks", "tip", "height"] => new("getblockcount", ""),
            ["block-height", var number] => new("getblockhash", number),
            ["block", var hash, "header"] => new("getblockheader", hash),
            ["block", var hash, "raw"] => new("getblock", hash),
            ["fee-estimates"] => new("fee-estimates", ""),
            ["tx", var id] => new("getrawtransaction", id, IsVerbose: true),
            ["address", var address, "txs", "mempool"] => new("address-mempool", address),
            _ => null,
        };
        context.Response.StatusCode = 404;
        if (question is null || context.Request.Method != "GET") return Encoding.UTF8.GetBytes("endpoint does not exist");
        Asked.Enqueue(question);
        try
        {
            var answer = Answer(question, Honest(question));
            var text = answer is JsonArray or JsonObject ? answer.ToJsonString() : answer?.ToString() ?? "";
            context.Response.StatusCode = 200;
            return question.Method == "getblock" ? Convert.FromHexString(text) : Encoding.UTF8.GetBytes(text);
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetBytes("Block not found");
        }
    }

    private JsonNode Honest(BitcoinQuestion question)
    {
        var head = Math.Min(KnownHead ?? Chain.Head, Chain.Head);
        return question.Method switch
        {
            "getblockcount" => head,
            "getblockhash" => long.Parse(question.Subject, CultureInfo.InvariantCulture) is var number && number <= head ? Named(Chain.Block(number)!.Id) : throw new InvalidOperationException("Block height out of range"),
            "getblockheader" when question.IsVerbose => Described(Known(question.Subject, head), question.Subject),
            "getblockheader" => Convert.ToHexStringLower(Known(question.Subject, head).Header),
            "getblock" => Convert.ToHexStringLower(Known(question.Subject, head).Serialize()),
            "getrawmempool" => new JsonArray([.. Chain.Waiting.Select(transaction => (JsonNode)transaction.Id)]),
            "getrawtransaction" when question.IsVerbose => Transaction(question.Subject, head),
            "gettxout" => Unspent(question, head)!,
            "getrawtransaction" => Convert.ToHexStringLower(
                (Chain.Waiting.FirstOrDefault(transaction => transaction.Id == question.Subject) ??
                    throw new InvalidOperationException(NoTransaction)).Serialize(withWitness: true)),
            "address-mempool" => new JsonArray(
            [
                .. Chain.Waiting.Where(transaction => transaction.Outputs.Any(output => AddressOf(output) == question.Subject))
                    .Select(transaction => Esplora(transaction)),
            ]),
            "sendrawtransaction" => Chain.Accept(Convert.FromHexString(question.Subject)),
            "estimatesmartfee" => new JsonObject { ["feerate"] = 0.00012, ["blocks"] = 6 },
            "fee-estimates" => new JsonObject { ["1"] = 15.5, ["6"] = 12.0, ["144"] = 1.0 },
            "getblockchaininfo" => new JsonObject { ["chain"] = "regtest", ["blocks"] = head, ["headers"] = head, ["initialblockdownload"] = false },
            _ => throw new InvalidOperationException("Method not found"),
        };
    }

    /// <summary>A header as Core's verbose form has it, as far as it is read.</summary>
    private JsonObject Described(BitcoinBlockData block, string asked) => new()
    {
        ["hash"] = asked,
        ["height"] = Chain.Find(block.Id)!.Value.Number,
        ["merkleroot"] = BitcoinBytes.Name(block.Header[36..68]),
        ["previousblockhash"] = Named(BitcoinBytes.Name(block.Header[4..36])),
    };

    /// <summary>A transaction as the node shows it; one in a block only where there is an index, which Esplora always has.</summary>
    private JsonNode Transaction(string id, long head)
    {
        var waiting = Chain.Waiting.FirstOrDefault(transaction => transaction.Id == id);
        var block = waiting is null && (IsEsplora || HasIndex) ? BlockOf(id, head) : null;
        var transaction = waiting ?? block?.Block.Transactions.First(one => one.Id == id)
            ?? throw new InvalidOperationException(NoTransaction);
        return IsEsplora ? Esplora(transaction, block?.Number) : new JsonObject
        {
            ["txid"] = id,
            ["vout"] = new JsonArray([.. transaction.Outputs.Select((output, place) => Output(output, place))]),
            ["blockhash"] = block?.Block.Id,
            ["confirmations"] = block is { } known ? head - known.Number + 1 : null,
        };
    }

    /// <summary>An output that nobody spent, which Core knows without an index; null where there is none.</summary>
    private JsonObject? Unspent(BitcoinQuestion question, long head)
    {
        if (BlockOf(question.Subject, head) is not { } found) return null;
        var transaction = found.Block.Transactions.First(one => one.Id == question.Subject);
        if (question.Output >= transaction.Outputs.Count) return null;
        var output = Output(transaction.Outputs[question.Output], question.Output);
        output["bestblock"] = Chain.Block(head)!.Id;
        output["confirmations"] = head - found.Number + 1;
        return output;
    }

    private (long Number, BitcoinBlockData Block)? BlockOf(string id, long head)
    {
        for (var number = head; number >= 0; number--)
            if (Chain.Block(number) is { } block && block.Transactions.Any(one => one.Id == id)) return (number, block);
        return null;
    }

    private static JsonObject Output(BitcoinOutput output, int place) => new()
    {
        ["value"] = output.Units / 100_000_000m,
        ["n"] = place,
        ["scriptPubKey"] = new JsonObject { ["hex"] = Convert.ToHexStringLower(output.Script) },
    };

    /// <summary>A transaction as Esplora shows it, as far as payments are concerned.</summary>
    private JsonNode Esplora(BitcoinTransactionData transaction, long? block = null) => new JsonObject
    {
        ["txid"] = transaction.Id,
        ["version"] = transaction.Version,
        ["locktime"] = transaction.LockTime,
        ["vin"] = new JsonArray([.. transaction.Inputs.Select(input => new JsonObject { ["txid"] = input.Spends.Split(':')[0], ["vout"] = input.Index, ["sequence"] = input.Sequence })]),
        ["vout"] = new JsonArray([.. transaction.Outputs.Select(output => new JsonObject
        {
            ["scriptpubkey"] = Convert.ToHexStringLower(output.Script), ["scriptpubkey_address"] = AddressOf(output), ["value"] = output.Units,
        })]),
        ["status"] = block is { } height
            ? new JsonObject { ["confirmed"] = true, ["block_height"] = height }
            : new JsonObject { ["confirmed"] = false },
    };

    private string? AddressOf(BitcoinOutput output) => Script.FromBytesUnsafe(output.Script).GetDestinationAddress(Chain.Rules.Network)?.ToString();

    private BitcoinBlockData Known(string id, long head) => Chain.Find(Named(id)) is { } found && found.Number <= head ? found.Block : throw new InvalidOperationException("Block not found");

    /// <summary>The lie, which is its own way back.</summary>
    private string Named(string id) => LiesAboutHashes ? string.Concat(id.AsSpan(0, 8), string.Concat(id.AsSpan(8, 8).ToArray().Reverse()), id.AsSpan(16)) : id;
}

/// <summary>One question to a node, in the words of the RPC.</summary>
/// <param name="Method">Such as <c>getblock</c>.</param>
/// <param name="Subject">Its first parameter, or empty.</param>
/// <param name="IsVerbose">Whether its second parameter asks for a description instead of bytes.</param>
public sealed record BitcoinQuestion(string Method, string Subject, bool IsVerbose = false)
{
    /// <summary>The place of an output that is asked about.</summary>
    public int Output { get; init; }
}
