using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Chains.Tests.Nodes;

namespace Payments.Chains.Tests.Conformance;

/// <summary>A lab over nodes that speak Ethereum's JSON-RPC.</summary>
public sealed class EvmLab : ChainLab
{
    private readonly EvmLabChain chain = new();
    private readonly List<FakeNode> nodes = [];

    public override IReadOnlyList<string> Ours { get; } = [Account(0xa11c), Account(0xb0b), Account(0xca1)];

    public override string Stranger { get; } = Account(0xdead);

    public override string Coin => "BNB";

    public override string FakeAsset => EvmLabChain.FakeToken;

    public override async Task StartAsync()
    {
        for (var i = 0; i < Nodes; i++)
        {
            var node = i;
            var fake = await FakeNode.StartAsync(new FakeChain(1));
            fake.Handle = (context, questions) => RespondAsync(context, node, questions);
            nodes.Add(fake);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    public override Uri Url(int node) => nodes[node].Url;

    protected override ReaderUnderTest CreateReader(int[] nodes, params (string Name, string Value)[] settings) => new(FakeChain.Token, nodes.Select(node => this.nodes[node].Url), Time, settings);

    protected override void AddBlock(LabTransaction[] transactions) => LastTransaction = chain.Add(transactions);

    protected override void DropBlocks(int depth) => chain.Drop(depth);

    private static string Account(int number) => "0x" + number.ToString("x40", CultureInfo.InvariantCulture);

    private async Task<bool> RespondAsync(HttpContext context, int node, IReadOnlyList<Question> questions)
    {
        if (Faults[node] is LabFault.Down or LabFault.Limited)
        {
            context.Response.StatusCode = Faults[node] == LabFault.Down ? 500 : 429;
            if (Faults[node] == LabFault.Limited) context.Response.Headers.RetryAfter = "30";
            return true;
        }
        JsonNode[] answers = [.. questions.Select(question => FakeNode.Envelope(question, Twist(node, question, chain.Answer(question, KnownTo(node)))))];
        if (Faults[node] == LabFault.Disordered) Array.Reverse(answers);
        var text = answers.Length == 1 ? answers[0].ToJsonString() : new JsonArray(answers).ToJsonString();
        await context.Response.WriteAsync(Faults[node] == LabFault.Truncated ? text[..(text.Length / 2)] : text);
        return true;
    }

    private JsonNode? Twist(int node, Question question, JsonNode? honest)
    {
        switch (Faults[node])
        {
            case LabFault.Empty when question.Method is "eth_getBlockByNumber" or "eth_getTransactionReceipt":
                return null;
            case LabFault.OtherNetwork when question.Method == "eth_chainId":
                return "0x1";
            case LabFault.Forgetful when question.Method == "eth_getBlockByNumber" && honest is JsonObject block && block["transactions"] is JsonArray { Count: > 1 } transactions:
                transactions.RemoveAt(transactions.Count - 1);
                return honest;
            case LabFault.Forgetful or LabFault.Empty or LabFault.Withholding when question.Method == "eth_getLogs":
            case LabFault.Shortened when FakeNode.RangeOf(question) > 0:
                return new JsonArray();
            case LabFault.LyingHash when question.Method == "eth_getBlockByNumber" && honest is not null:
                honest["hash"] = FakeChain.Hash(1, "lie " + honest["hash"]!.GetValue<string>());
                return honest;
            case LabFault.Disordered when honest is JsonArray logs:
                return new JsonArray([.. logs.Reverse().Concat(logs.Take(1)).Select(log => log!.DeepClone())]);
            default:
                return honest;
        }
    }
}
