using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Testing;
using Payments.Testing.Nodes.Bitcoin;
using Payments.Testing.Nodes.Solana;
using Payments.Testing.Nodes.Tron;

namespace Payments.SimulatedNode;

/// <summary>A simulated chain with a node of its own, which gives away coins and tokens at <c>/sim/fund</c>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">The chain's number.</param>
/// <param name="Token">The address of its USDT; null on a chain that has coins alone.</param>
/// <param name="Mine">Adds a block.</param>
internal sealed record DemoChain(LocalServer Node, long Number, string? Token, Action Mine) : IAsyncDisposable
{
    /// <summary>Starts one by its name.</summary>
    public static Task<DemoChain> StartAsync(string name) => name switch
    {
        "bitcoin" => BitcoinAsync(),
        "solana" => SolanaAsync(),
        "tron" => TronAsync(),
        _ => throw new ArgumentException($"There is no simulated chain '{name}'; there are: bitcoin, solana, tron."),
    };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private static async Task<DemoChain> BitcoinAsync()
    {
        var chain = new BitcoinChain(TimeProvider.System);
        var node = await BitcoinSimulator.StartAsync(chain, configure: app => app.MapPost("/sim/fund", (BitcoinGift gift) =>
            Results.Text(chain.Pay(new BitcoinOutput(gift.Units, Convert.FromHexString(gift.Script))))));
        return new DemoChain(node, BitcoinChain.ChainNumber, null, () => chain.Mine());
    }

    private static async Task<DemoChain> SolanaAsync()
    {
        var chain = new SolanaChain(TimeProvider.System) { FinalLag = 10 };
        var node = await SolanaSimulator.StartAsync(chain, app => app.MapPost("/sim/fund", (SolanaGift gift) => chain.Fund(gift.Owner, gift.Account, gift.Lamports, gift.Units)));
        var slot = 0;
        return new DemoChain(node, chain.ChainNumber, SolanaChain.Token, () =>
        {
            // Every tenth slot or so passes without a block on the main net, too.
            if (Interlocked.Increment(ref slot) % 10 == 0) chain.Skip();
            else chain.Mine();
        });
    }

    private static async Task<DemoChain> TronAsync()
    {
        var chain = new TronChain(TimeProvider.System) { SolidLag = 3 };
        var node = await TronSimulator.StartAsync(chain, app => app.MapPost("/sim/fund", (TronGift gift) =>
        {
            chain.SendCoins(gift.Address, gift.Sun, from: TronChain.FakeToken);
            chain.SendToken(gift.Address, (UInt128)gift.Units, from: TronChain.FakeToken);
        }));
        return new DemoChain(node, chain.ChainNumber, TronChain.Token, () => chain.Mine());
    }
}

/// <summary>Coins from nowhere.</summary>
/// <param name="Script">Whom they are for, as hex.</param>
/// <param name="Units">Units of 10⁻⁸ coins.</param>
internal sealed record BitcoinGift(string Script, long Units);

/// <summary>Coins and tokens from nowhere.</summary>
/// <param name="Owner">The wallet.</param>
/// <param name="Account">Its token account.</param>
/// <param name="Lamports">Coins.</param>
/// <param name="Units">Units of the token.</param>
internal sealed record SolanaGift(string Owner, string Account, ulong Lamports, ulong Units);

/// <summary>Coins and tokens from nowhere.</summary>
/// <param name="Address">Hex with 41.</param>
/// <param name="Sun">Coins.</param>
/// <param name="Units">Units of the token.</param>
internal sealed record TronGift(string Address, long Sun, long Units);
