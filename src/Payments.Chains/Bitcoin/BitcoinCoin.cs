using System.Globalization;
using NBitcoin;
using Payments.Chains.Bitcoin.Networks;
using Payments.Chains.Bitcoin.Work;
using Payments.Domain.Identity;
using Payments.Domain.Settings;

namespace Payments.Chains.Bitcoin;

/// <summary>A coin of the Bitcoin family: its networks, and in what it differs from Bitcoin.</summary>
internal sealed class BitcoinCoin
{
    private static readonly string[] MainKeys = ["xpub", "ypub", "zpub"];
    private static readonly string[] TestKeys = ["tpub", "upub", "vpub"];

    /// <summary>Bitcoin.</summary>
    public static readonly BitcoinCoin Bitcoin = new(ChainId.Bitcoin, "Bitcoin", "BTC", 0x0a8ce26f, () => [Network.Main, Network.TestNet, Network.RegTest])
    {
        PayableDecimals = 8,
        Explorer = "https://mempool.space/tx/{transaction}",
        BlockTime = TimeSpan.FromMinutes(10),
        KeyPrefixes = MainKeys,
        TestKeyPrefixes = TestKeys,
        // The known block is 840,000 of April 2024.
        Work =
        [
            new WorkRules(LimitBits: 32)
            {
                Period = TimeSpan.FromDays(14),
                Known = new KnownWork(new(2024, 4, 20, 0, 9, 27, TimeSpan.Zero), 0x17034219),
            },
            new WorkRules(LimitBits: 32),
            new WorkRules(LimitBits: 1),
        ],
    };

    /// <summary>Litecoin. Its blocks may end with an extension that holds no ordinary outputs.</summary>
    public static readonly BitcoinCoin Litecoin = new(ChainId.Litecoin, "Litecoin", "LTC", 0x7e04bfe2, () => NetworksOf(LitecoinNetworks.Instance))
    {
        Confirmations = 6,
        Explorer = "https://litecoinspace.org/tx/{transaction}",
        BlockTime = TimeSpan.FromMinutes(2.5),
        KeyPrefixes = ["Ltub", "Mtub", .. MainKeys],
        TestKeyPrefixes = ["ttub", .. TestKeys],
        // The known block is 2,383,207 of December 2022.
        Work =
        [
            new WorkRules(LimitBits: 20)
            {
                IsScrypt = true,
                Period = TimeSpan.FromDays(3.5),
                CountsFromBefore = true,
                Known = new KnownWork(new(2022, 12, 9, 2, 5, 31, TimeSpan.Zero), 0x1a00d3d8),
            },
            new WorkRules(LimitBits: 20) { IsScrypt = true },
            new WorkRules(LimitBits: 1) { IsScrypt = true },
        ],
    };

    /// <summary>Dash. It has no SegWit, and names its blocks by another hash, X11.</summary>
    public static readonly BitcoinCoin Dash = new(ChainId.Dash, "Dash", "DASH", 0xf3407ab6, () => NetworksOf(DashNetworks.Instance))
    {
        HasSegWit = false,
        HasTransactionTypes = true,
        NamesBlocksBySha256 = false,
        Explorer = "https://insight.dash.org/insight/tx/{transaction}",
        BlockTime = TimeSpan.FromMinutes(2.625),
        KeyPrefixes = ["drkp", "xpub"],
        TestKeyPrefixes = ["tpub"],
    };

    private readonly Lazy<Network[]> networks;

    private BitcoinCoin(ChainId chain, string name, string symbol, long chainNumber, Func<Network[]> networks) =>
        (Chain, Name, Symbol, ChainNumber, this.networks) = (chain, name, symbol, chainNumber, new Lazy<Network[]>(networks));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BitcoinCoin> All { get; } = [Bitcoin, Litecoin, Dash];

    /// <summary>The chain.</summary>
    public ChainId Chain { get; }

    /// <summary>The coin's name as people write it.</summary>
    public string Name { get; }

    /// <summary>The coin's symbol, upper case.</summary>
    public string Symbol { get; }

    /// <summary>Decimals that payers are asked for at most.</summary>
    public int PayableDecimals { get; private init; } = 6;

    /// <summary>Blocks that shops commonly wait for: two on Bitcoin; six on Litecoin for a like amount of work; two on Dash, whose masternodes lock each block at once.</summary>
    public int Confirmations { get; private init; } = 2;

    /// <summary>A transaction's page in a block explorer of the main network, see <see cref="ChainOptions.Explorer"/>.</summary>
    public required string Explorer { get; init; }

    /// <summary>Time between two blocks, on average.</summary>
    public required TimeSpan BlockTime { get; init; }

    /// <summary>Prefixes of extended public keys on the main network. Electrum's forks kept Bitcoin's versions for SegWit; Core's own wallets write Litecoin's and Dash's.</summary>
    public required IReadOnlyCollection<string> KeyPrefixes { get; init; }

    /// <summary>The same on test networks.</summary>
    public required IReadOnlyCollection<string> TestKeyPrefixes { get; init; }

    /// <summary>The main network's number. It is written down so that a gateway whose chains of this family are off starts without NBitcoin, which takes a tenth of a second.</summary>
    public long ChainNumber { get; }

    /// <summary>The main network first.</summary>
    public IReadOnlyList<Network> Networks => networks.Value;

    /// <summary>Whether witness programs can be spent on this chain.</summary>
    public bool HasSegWit { get; private init; } = true;

    /// <summary>Whether a transaction's version names a type, by which it ends with more bytes (DIP-2).</summary>
    public bool HasTransactionTypes { get; private init; }

    /// <summary>Whether a block's hash is the double SHA-256 of its header.</summary>
    public bool NamesBlocksBySha256 { get; private init; } = true;

    /// <summary>
    /// How much work blocks need, by network as in <see cref="Networks"/>; null where work is not checked, because X11 is not computed
    /// here.
    /// </summary>
    public IReadOnlyList<WorkRules>? Work { get; private init; }

    /// <summary>Blocks that a payment must have at least: where names of blocks are not computed, the next block's header is the first that confirms one.</summary>
    public int LeastConfirmations => NamesBlocksBySha256 ? 0 : 2;

    /// <summary>A network's number: the end of its first block's hash.</summary>
    public static long NumberOf(Network network) => NumberOf(DashNetworks.FirstBlockOf(network) ?? network.GenesisHash.ToString());

    /// <summary>The number that a first block's hash stands for.</summary>
    public static long NumberOf(string genesisHash) => long.Parse(genesisHash.AsSpan(genesisHash.Length - 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The network that the chain's number names.</summary>
    /// <exception cref="SettingException">None is.</exception>
    public Network NetworkOf(ChainOptions options) => Networks.FirstOrDefault(network => NumberOf(network) == options.ChainNumber)
        ?? throw new SettingException($"Setting Chains:{Chain}:ChainId is not valid: {options.ChainNumber} names no network of {Name}; expected {string.Join(", ", Networks.Select(network => $"{NumberOf(network)} ({network.Name})"))}.");

    /// <summary>How much work blocks of a network need; null where it is not checked.</summary>
    public WorkRules? WorkOf(Network network) => Work?[Networks.ToList().IndexOf(network)];

    private static Network[] NetworksOf(NetworkSetBase set) => [set.Mainnet, set.Testnet, set.Regtest];
}
