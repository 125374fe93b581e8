using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Chains.Tron;
using Payments.Testing.Nodes.Tron;

namespace Payments.Chains.Tests.Conformance;

/// <summary>A lab over the simulated TRON node.</summary>
public sealed class TronLab : ChainLab
{
    private const string Limit = """{"Error":"request rate exceeded, and the query server is suspended for 30 s"}""";

    private readonly TronChain chain = new();
    private readonly List<TronSimulator> nodes = [];

    public override IReadOnlyList<string> Ours { get; } = [Account(0xa11c), Account(0xb0b), Account(0xca1)];

    public override string Stranger { get; } = Account(0xdead);

    public override string Coin => "TRX";

    public override string FakeAsset { get; } = TronAddress.Encode(Convert.FromHexString(TronChain.FakeToken[2..]));

    public override async Task StartAsync()
    {
        for (var i = 0; i < Nodes; i++)
        {
            var node = i;
            var simulator = await TronSimulator.StartAsync(chain);
            simulator.Handle = (context, _) => RefuseAsync(context, node);
            simulator.Answer = (question, honest) => Twist(node, question, honest);
            simulator.Text = (_, text) => Faults[node] == LabFault.Truncated ? text[..(text.Length / 2)] : text;
            nodes.Add(simulator);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    public override Uri Url(int node) => nodes[node].Url;

    protected override ReaderUnderTest CreateReader(int[] nodes, params (string Name, string Value)[] settings) => ReaderUnderTest.Tron(nodes.Select(node => this.nodes[node]), Time, settings);

    protected override void AddBlock(LabTransaction[] transactions)
    {
        foreach (var transaction in transactions)
        {
            var result = transaction.Failed ? "REVERT" : "SUCCESS";
            LastTransaction = transaction.Payments is [var payment]
                ? Add(payment, result)
                : chain.Scatter([.. transaction.Payments.Select(part => (TronAddress.ToHex(part.To), part.Units))]);
        }
        chain.Mine();
    }

    protected override void DropBlocks(int depth) => chain.Drop(depth);

    private static string Account(int number) => TronAddress.Encode(Convert.FromHexString(number.ToString("x40")));

    private string Add(LabPayment payment, string result)
    {
        var to = TronAddress.ToHex(payment.To);
        return payment.Money switch
        {
            LabMoney.Token => chain.SendToken(to, payment.Units, result: result, fee: payment.Fee),
            LabMoney.FakeToken => chain.SendToken(to, payment.Units, TronChain.FakeToken, result: result),
            LabMoney.Coin => chain.SendCoins(to, (long)payment.Units, result: result),
            LabMoney.InternalCoin => chain.SendCoinsFromContract(to, (long)payment.Units),
            _ => throw new ArgumentOutOfRangeException(nameof(payment)),
        };
    }

    private async Task<bool> RefuseAsync(HttpContext context, int node)
    {
        nodes[node].KnownHead = KnownTo(node);
        if (Faults[node] is not (LabFault.Down or LabFault.Limited)) return false;
        context.Response.StatusCode = Faults[node] == LabFault.Down ? 500 : 429;
        if (Faults[node] == LabFault.Limited) await context.Response.WriteAsync(Limit);
        return true;
    }

    private JsonNode Twist(int node, TronQuestion question, JsonNode honest)
    {
        var blocks = honest is JsonObject ? honest["block"]?.AsArray() : null;
        switch (Faults[node])
        {
            case LabFault.Empty:
                return honest is JsonArray ? new JsonArray() : new JsonObject();
            case LabFault.OtherNetwork when question.Path == "wallet/getblock" && question.Number("id_or_num") == 0:
                return new TronBlockData(0, new string('0', 64), 1, TronChain.FakeToken, []).ToJson(detail: false);
            case LabFault.Shortened or LabFault.Withholding when honest is JsonArray { Count: > 0 } results:
                results.RemoveAt(results.Count - 1);
                break;
            case LabFault.Shortened or LabFault.Withholding when blocks is { Count: > 0 }:
                foreach (var block in blocks) (block!["transactions"] as JsonArray)?.Clear();
                break;
            case LabFault.Forgetful when honest is JsonArray { Count: > 1 } results:
                results.RemoveAt(results.Count - 1);
                break;
            case LabFault.Forgetful when blocks is { Count: > 0 }:
                foreach (var block in blocks)
                    if (block!["transactions"] is JsonArray { Count: > 1 } transactions) transactions.RemoveAt(transactions.Count - 1);
                break;
            case LabFault.LyingHash:
                foreach (var block in blocks is null ? [honest] : blocks.ToArray())
                    if (block is JsonObject { Count: > 0 } given && given["blockID"] is { } id) given["blockID"] = id.GetValue<string>()[..62] + (id.GetValue<string>().EndsWith("ff", StringComparison.Ordinal) ? "00" : "ff");
                break;
            case LabFault.Disordered when honest is JsonArray results:
                return new JsonArray([.. results.Reverse().Select(item => item!.DeepClone())]);
            case LabFault.Disordered when blocks is { Count: > 0 }:
                honest["block"] = new JsonArray([.. blocks.Reverse().Append(blocks[0]).Select(block => block!.DeepClone())]);
                break;
        }
        return honest;
    }
}
