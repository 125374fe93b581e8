using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NBitcoin;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.Chains.Tests.Conformance;

/// <summary>A lab over simulated nodes of the Bitcoin family, one that speaks Core's RPC and one that speaks Esplora's HTTP, where the chain has such nodes.</summary>
/// <param name="rules">Which chain it is.</param>
/// <param name="esplora">Which of the nodes speaks Esplora's, or null for none.</param>
/// <remarks>
/// Bitcoin has no tokens, so they are coins as well. A fake token is a like-looking script that is not ours; coins from within are newly made ones;
/// what fails on Bitcoin is in no block.
/// </remarks>
public sealed class BitcoinLab(BitcoinRules rules, int? esplora) : ChainLab
{
    private readonly BitcoinChain chain = new(rules: rules);
    private readonly List<BitcoinSimulator> nodes = [];

    /// <summary>One address of each kind that is watched in practice.</summary>
    public override IReadOnlyList<string> Ours { get; } = rules.HasWitnesses
        ? [Account(rules, [0, 20, .. Hash(0x11)]), Account(rules, [0x76, 0xa9, 20, .. Hash(0x22), 0x88, 0xac]), Account(rules, [0x51, 32, .. Convert.FromHexString("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")])]
        : [Account(rules, [0x76, 0xa9, 20, .. Hash(0x11), 0x88, 0xac]), Account(rules, [0x76, 0xa9, 20, .. Hash(0x22), 0x88, 0xac]), Account(rules, [0xa9, 20, .. Hash(0x44), 0x87])];

    public override string Stranger { get; } = Account(rules, [0xa9, 20, .. Hash(0x33), 0x87]);

    public override string Coin { get; } = rules.Chain switch { "bitcoin" => "BTC", "litecoin" => "LTC", _ => "DASH" };

    public override string Token => Coin;

    public override async Task StartAsync()
    {
        for (var i = 0; i < Nodes; i++)
        {
            var node = i;
            var simulator = await BitcoinSimulator.StartAsync(chain, isEsplora: i == esplora);
            simulator.Handle = context => Task.FromResult(Refuse(context, node));
            simulator.Answer = (question, honest) => Twist(node, question, honest);
            simulator.Bytes = bytes => Faults[node] == LabFault.Truncated ? bytes[..(bytes.Length / 2)] : bytes;
            nodes.Add(simulator);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    public override Uri Url(int node) => nodes[node].Url;

    protected override ReaderUnderTest CreateReader(int[] nodes, params (string Name, string Value)[] settings) => ReaderUnderTest.Bitcoin([.. nodes.Select(node => this.nodes[node])], Time, settings);

    protected override void AddBlock(LabTransaction[] transactions)
    {
        foreach (var transaction in transactions.Where(transaction => !transaction.Failed))
        {
            if (transaction.Payments is [{ Money: LabMoney.InternalCoin } coin]) chain.Mint(Output(coin));
            else LastTransaction = chain.Pay([.. transaction.Payments.Select(Output)]);
        }
        chain.Mine();
    }

    protected override void DropBlocks(int depth) => chain.Drop(depth);

    private static string Account(BitcoinRules rules, byte[] script) => Script.FromBytesUnsafe(script).GetDestinationAddress(rules.Network)!.ToString();

    private static byte[] Hash(byte fill) => [.. Enumerable.Repeat(fill, 20)];

    private BitcoinOutput Output(LabPayment payment)
    {
        var script = BitcoinAddress.Create(payment.To, chain.Rules.Network).ScriptPubKey.ToBytes();
        return new BitcoinOutput((long)payment.Units, payment.Money == LabMoney.FakeToken ? [0xa9, 20, .. script[2..22], 0x87] : script);
    }

    private bool Refuse(HttpContext context, int node)
    {
        nodes[node].KnownHead = KnownTo(node);
        nodes[node].LiesAboutHashes = Faults[node] == LabFault.LyingHash;
        if (Faults[node] is not (LabFault.Down or LabFault.Limited)) return false;
        context.Response.StatusCode = Faults[node] == LabFault.Down ? 500 : 429;
        if (Faults[node] == LabFault.Limited) context.Response.Headers.RetryAfter = "30";
        return true;
    }

    private JsonNode? Twist(int node, BitcoinQuestion question, JsonNode honest) => Faults[node] switch
    {
        LabFault.Empty => null,
        LabFault.OtherNetwork when question is { Method: "getblockhash", Subject: "0" } => new string('0', 63) + '1',
        LabFault.Shortened or LabFault.Withholding when question.Method == "getblock" && chain.Find(question.Subject) is { Block: { Transactions.Count: > 1 } block } => Convert.ToHexStringLower(block.Serialize(without: 1)),
        _ => honest,
    };
}

/// <summary>Bitcoin, over the RPC of Bitcoin Core; Esplora stands in.</summary>
public sealed class BitcoinConformanceTests() : ChainReaderConformanceTests(new BitcoinLab(BitcoinRules.Bitcoin, esplora: 1));

/// <summary>Bitcoin, over Esplora; the RPC stands in.</summary>
public sealed class EsploraConformanceTests() : ChainReaderConformanceTests(new BitcoinLab(BitcoinRules.Bitcoin, esplora: 0));

/// <summary>Litecoin, over the RPC of Litecoin Core; Esplora stands in.</summary>
public sealed class LitecoinConformanceTests() : ChainReaderConformanceTests(new BitcoinLab(BitcoinRules.Litecoin, esplora: 1));

/// <summary>Dash, over the RPC of Dash Core.</summary>
public sealed class DashConformanceTests() : ChainReaderConformanceTests(new BitcoinLab(BitcoinRules.Dash, esplora: null));
