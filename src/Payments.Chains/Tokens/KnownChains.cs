using Payments.Chains.Bitcoin;
using Payments.Domain.Identity;
using Payments.Domain.Tokens;

namespace Payments.Chains.Tokens;

/// <summary>Chains and tokens that are known without configuration.</summary>
internal static class KnownChains
{
    /// <summary>The 188Pay step is 0.01 for dollar tokens.</summary>
    private const int DollarDecimals = 2;

    /// <summary>The chains that speak Ethereum's JSON-RPC: chain id, finality, poll interval, reorg window and tokens.</summary>
    /// <remarks>
    /// Ethereum and BSC have a finalized tag, and need so many blocks where a number is set instead. Polygon reorganises
    /// deeper than ten blocks at times, so its default is deep.
    /// </remarks>
    public static readonly IReadOnlyList<ChainOptions> Evm =
    [
        new ChainOptions
        {
            Chain = ChainId.Ethereum, Names = ["erc20", "eth"], DisplayName = "Ethereum (ERC20)", TokenStandard = "ERC20",
            Explorer = "https://etherscan.io/tx/{transaction}",
            ChainNumber = 1, Confirmations = 12, BlockTime = TimeSpan.FromSeconds(12), PollInterval = TimeSpan.FromSeconds(4), ReorgWindow = 96,
            Tokens = Table(Native(ChainId.Ethereum, "ETH", 6),
                Dollar(ChainId.Ethereum, "USDT", "0xdac17f958d2ee523a2206206994597c13d831ec7", 6),
                Dollar(ChainId.Ethereum, "USDC", "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", 6)),
        },
        new ChainOptions
        {
            Chain = ChainId.Bsc, Names = ["bep20", "bnb"], DisplayName = "BNB Smart Chain (BEP20)", TokenStandard = "BEP20 (BSC)",
            Explorer = "https://bscscan.com/tx/{transaction}",
            ChainNumber = 56, Confirmations = 15, BlockTime = TimeSpan.FromMilliseconds(450), PollInterval = TimeSpan.FromSeconds(2), ReorgWindow = 128,
            Tokens = Table(Native(ChainId.Bsc, "BNB", 5),
                Dollar(ChainId.Bsc, "USDT", "0x55d398326f99059ff775485246999027b3197955", 18),
                Dollar(ChainId.Bsc, "USDC", "0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d", 18)),
        },
        new ChainOptions
        {
            Chain = ChainId.Polygon, Names = ["matic", "pol"], DisplayName = "Polygon",
            Explorer = "https://polygonscan.com/tx/{transaction}",
            ChainNumber = 137, Confirmations = 128, BlockTime = TimeSpan.FromSeconds(2), PollInterval = TimeSpan.FromSeconds(2), ReorgWindow = 512,
            Tokens = Table(Native(ChainId.Polygon, "POL", 4),
                Dollar(ChainId.Polygon, "USDT", "0xc2132d05d31c914a87c6611c10748aeb04b58e8f", 6),
                Dollar(ChainId.Polygon, "USDC", "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359", 6),
                Dollar(ChainId.Polygon, "USDC.E", "0x2791bca1f2de4661ed88a30c99a7a9449aa84174", 6)),
        },
    ];

    /// <summary>TRON. Its number is the end of its first block's id, as TIP-474 has it; solidified blocks are final.</summary>
    public static readonly IReadOnlyList<ChainOptions> Tron =
    [
        new ChainOptions
        {
            Chain = ChainId.Tron, Names = ["trc20", "trx"], DisplayName = "TRON (TRC20)", TokenStandard = "TRC20",
            Explorer = "https://tronscan.org/#/transaction/{transaction}",
            TakesApiKey = true, ChainNumber = 728126428, Confirmations = null, BlockTime = TimeSpan.FromSeconds(3), PollInterval = TimeSpan.FromSeconds(3), ReorgWindow = 64, BatchBlocks = 20,
            Tokens = Table(
                new TokenInfo { Chain = ChainId.Tron, Symbol = "TRX", Decimals = 6, PayableDecimals = 2 },
                Dollar(ChainId.Tron, "USDT", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 6),
                Dollar(ChainId.Tron, "USDC", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", 6)),
        },
    ];

    /// <summary>A chain of the Bitcoin family: its main network and its one coin.</summary>
    public static ChainOptions Bitcoin(BitcoinCoin coin) => new()
    {
        Chain = coin.Chain,
        Names = [coin.Symbol.ToLowerInvariant()],
        DisplayName = coin.Name,
        Explorer = coin.Explorer,
        ChainNumber = coin.ChainNumber,
        Confirmations = coin.Confirmations,
        BlockTime = coin.BlockTime,
        PollInterval = TimeSpan.FromSeconds(15),
        ReorgWindow = 144,
        BatchBlocks = 6,
        ChecksWork = coin.Work is not null,
        Tokens = Table(new TokenInfo { Chain = coin.Chain, Symbol = coin.Symbol, Decimals = 8, PayableDecimals = coin.PayableDecimals }),
    };

    /// <summary>Solana. Its number is the beginning of its first block's hash; blocks are counted by slots, of which 2.5 pass in a second.</summary>
    public static readonly IReadOnlyList<ChainOptions> Solana =
    [
        new ChainOptions
        {
            Chain = ChainId.Solana, Names = ["spl", "sol"], DisplayName = "Solana",
            Explorer = "https://solscan.io/tx/{transaction}",
            ChainNumber = 1160341912, Confirmations = null, BlockTime = TimeSpan.FromMilliseconds(400), PollInterval = TimeSpan.FromSeconds(2), ReorgWindow = 150, BatchBlocks = 50,
            Tokens = Table(
                new TokenInfo { Chain = ChainId.Solana, Symbol = "SOL", Decimals = 9, PayableDecimals = 5 },
                Dollar(ChainId.Solana, "USDT", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", 6),
                Dollar(ChainId.Solana, "USDC", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", 6)),
        },
    ];

    /// <summary>Former names of coins.</summary>
    public static readonly IReadOnlyDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["MATIC"] = "POL" };

    private static Dictionary<string, TokenInfo> Table(params TokenInfo[] tokens) => tokens.ToDictionary(token => token.Symbol, StringComparer.OrdinalIgnoreCase);

    private static TokenInfo Native(ChainId chain, string symbol, int payable) =>
        new() { Chain = chain, Symbol = symbol, Decimals = 18, PayableDecimals = payable };

    private static TokenInfo Dollar(ChainId chain, string symbol, string contract, int decimals) =>
        new() { Chain = chain, Symbol = symbol, Contract = contract, Decimals = decimals, PayableDecimals = DollarDecimals };
}
