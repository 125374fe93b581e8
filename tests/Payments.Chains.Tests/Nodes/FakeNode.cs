using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.Chains.Tests.Nodes;

/// <summary>A node over real HTTP that tells of a <see cref="FakeChain"/>, and misbehaves as the test says.</summary>
public sealed class FakeNode : LocalServer
{
    private FakeNode(FakeChain chain) => Chain = chain;

    public FakeChain Chain { get; set; }

    public long ChainId { get; set; } = ReaderUnderTest.ChainNumber;

    /// <summary>Changes an answer: gets the question and the honest result, returns what is sent; an <see cref="RpcError"/> sends an error.</summary>
    public Func<Question, JsonNode?, JsonNode?> Answer { get; set; } = (_, honest) => honest;

    /// <summary>Handles a whole request; false lets the node answer it.</summary>
    public Func<HttpContext, IReadOnlyList<Question>, Task<bool>> Handle { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Changes the text of the whole answer.</summary>
    public Func<string, string> Text { get; set; } = text => text;

    /// <summary>Everything that was asked.</summary>
    public ConcurrentQueue<Question> Asked { get; } = new();

    /// <summary>The <c>Authorization</c> header of the last request.</summary>
    public string? Authorization { get; private set; }

    public static async Task<FakeNode> StartAsync(FakeChain chain)
    {
        var node = new FakeNode(chain);
        await node.ListenAsync(app => app.MapPost("/{**path}", node.RespondAsync));
        return node;
    }

    /// <summary>An error as JSON-RPC writes it, to return from <see cref="Answer"/>.</summary>
    public static JsonNode RpcError(long code, string message) => new JsonObject { ["rpcError"] = new JsonObject { ["code"] = code, ["message"] = message } };

    /// <summary>How many blocks a question about logs covers.</summary>
    public static long RangeOf(Question question) =>
        question.Method == "eth_getLogs" && question.Parameter(0)?["fromBlock"] is { } from
            ? Number(question.Parameter(0)!["toBlock"]!) - Number(from) + 1
            : 0;

    private static long Number(JsonNode quantity) => long.Parse(quantity.GetValue<string>().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The chain's only contract wrote all of its logs.</summary>
    private static JsonArray Filtered(Question question, JsonArray logs) =>
        question.Parameter(0)!["address"]!.AsArray().Any(address => address!.GetValue<string>() == FakeChain.Token) ? logs : [];

    private async Task RespondAsync(HttpContext context)
    {
        Authorization = context.Request.Headers.Authorization;
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        var questions = (request is JsonArray batch ? batch.Select(item => item!) : [request])
            .Select(item => new Question(item["id"]!.GetValue<int>(), item["method"]!.GetValue<string>(), item["params"]!.AsArray())).ToArray();
        foreach (var question in questions) Asked.Enqueue(question);
        if (await Handle(context, questions)) return;
        var answers = questions.Select(question => Envelope(question, Answer(question, Honest(question)))).ToArray();
        var text = request is JsonArray ? new JsonArray(answers).ToJsonString() : answers[0].ToJsonString();
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Text(text)));
    }

    /// <summary>An answer with its result, or with its error.</summary>
    public static JsonObject Envelope(Question question, JsonNode? result)
    {
        var envelope = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = question.Id };
        if (result?.GetValueKind() == System.Text.Json.JsonValueKind.Object && result["rpcError"] is { } error) envelope["error"] = error.DeepClone();
        else envelope["result"] = result;
        return envelope;
    }

    /// <summary>Whole transactions are of no interest to tests that have none of coins.</summary>
    private JsonObject? Block(long number, bool whole)
    {
        var block = Chain.Block(number);
        if (block is not null && !whole) block["transactions"] = Chain.Transactions(number);
        return block;
    }

    private JsonNode? Honest(Question question) => question.Method switch
    {
        "eth_chainId" => FakeChain.Quantity(ChainId),
        "eth_blockNumber" => FakeChain.Quantity(Chain.Head),
        "eth_getBlockByNumber" when question.Parameter(0)!.GetValue<string>() == "finalized" => Chain.Block(Chain.Head - 2),
        "eth_getBlockByNumber" when question.Parameter(0)!.GetValue<string>() == "latest" => Chain.Block(Chain.Head),
        "eth_getBlockByNumber" => Block(Number(question.Parameter(0)!), question.Parameter(1)!.GetValue<bool>()),
        "eth_getBlockTransactionCountByHash" => Chain.NumberOf(question.Parameter(0)!.GetValue<string>()) is not null ? "0x0" : null,
        "eth_getLogs" when question.Parameter(0)!["blockHash"] is { } hash =>
            Chain.NumberOf(hash.GetValue<string>()) is { } number ? Filtered(question, Chain.Logs(number, number)) : RpcError(-32000, "unknown block"),
        "eth_getLogs" => Filtered(question, Chain.Logs(Number(question.Parameter(0)!["fromBlock"]!), Number(question.Parameter(0)!["toBlock"]!))),
        "eth_getTransactionReceipt" => Chain.Receipt(question.Parameter(0)!.GetValue<string>()),
        "eth_gasPrice" => "0x3b9aca00",
        "eth_syncing" => false,
        _ => RpcError(-32601, $"the method {question.Method} does not exist/is not available"),
    };
}

/// <summary>One JSON-RPC question.</summary>
public sealed record Question(int Id, string Method, JsonArray Parameters)
{
    public JsonNode? Parameter(int index) => Parameters[index];
}
