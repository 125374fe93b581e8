using Payments.Domain.Identity;
using Payments.Domain.Tokens;

namespace Payments.Chains;

/// <summary>Settings of one chain, section <c>Chains:{Chain}</c>.</summary>
public sealed class ChainOptions
{
    /// <summary>The chain.</summary>
    public required ChainId Chain { get; init; }

    /// <summary>What shops and payers call the chain beside its own name, lower case: its coin, its token standard.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The chain as payers' wallets call it, with its token standard where it is better known by that.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What exchanges call the network when a token is withdrawn; null where they call it by its own name.</summary>
    public string? TokenStandard { get; init; }

    /// <summary>
    /// The page of a transaction in a block explorer, with <see cref="TransactionPlace"/> for its name; null shows payers no link. Setting
    /// <c>Explorer</c>, <c>off</c> for none. The built-in one is of the main network, and null where another <c>ChainId</c> is set.
    /// </summary>
    public string? Explorer { get; init; }

    /// <summary>Stands for a transaction's name in <see cref="Explorer"/>.</summary>
    public const string TransactionPlace = "{transaction}";

    /// <summary>The chain's number, which every node must report: EIP-155 id, on TRON and in the Bitcoin family the last four bytes of the first block's id. Setting <c>ChainId</c> replaces the built-in one, for test nets and local nodes.</summary>
    public required long ChainNumber { get; init; }

    /// <summary>Node URLs in order of preference, setting <c>Rpc</c>, separated by commas. None: the chain is off.</summary>
    public IReadOnlyList<Uri> Rpc { get; init; } = [];

    /// <summary>Whether the chain's nodes take a key in a header. Elsewhere a key is part of the URL.</summary>
    public bool TakesApiKey { get; init; }

    /// <summary>Keys for the nodes in the order of <see cref="Rpc"/>; one alone is for all. Setting <c>ApiKey</c>, separated by commas, sent as <c>TRON-PRO-API-KEY</c>.</summary>
    public IReadOnlyList<string> ApiKeys { get; init; } = [];

    /// <summary>Blocks, the transfer's own included, that make it final; null takes what the chain itself calls final: the finalized tag, on TRON solidified blocks. Setting <c>Confirmations</c>: a number, or <c>finalized</c>.</summary>
    public required int? Confirmations { get; init; }

    /// <summary>How long the chain takes for a block, on average; payers are told by it how long a payment takes. Setting <c>BlockTime</c>.</summary>
    public required TimeSpan BlockTime { get; init; }

    /// <summary>How long to wait between two looks at the head.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>How many blocks back a reorg is followed.</summary>
    public required int ReorgWindow { get; init; }

    /// <summary>Blocks read at a time when catching up. A node that refuses so many is asked for fewer.</summary>
    public int BatchBlocks { get; init; } = 50;

    /// <summary>How long a node may take for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The first block to read on a fresh database; null begins at the head. Setting <c>StartBlock</c>.</summary>
    public long? StartBlock { get; init; }

    /// <summary>
    /// How long the chain may not have been read to its head before none of its coins is quoted: what is mined meanwhile cannot be told
    /// from what is paid for an order that is opened meanwhile. Nor is any quoted before a node has answered once. Setting
    /// <c>MostBehind</c>, at least a minute, default 5 minutes; null, <c>off</c>, quotes in any case.
    /// </summary>
    public TimeSpan? MostBehind { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether payments in the chain's own coin are read at addresses that take only tokens, so that a coin sent there by mistake is listed
    /// as unmatched. Setting <c>ReadCoin</c>, default true. False reads them from the first wallet in the coin on; until then nodes send a
    /// fraction of the data.
    /// </summary>
    public bool ReadCoin { get; init; } = true;

    /// <summary>Whether the work of blocks is checked, on chains that prove it; null on those that do not.</summary>
    public bool? ChecksWork { get; init; }

    /// <summary>Coins and tokens by symbol.</summary>
    public required IReadOnlyDictionary<string, TokenInfo> Tokens { get; init; }

    /// <summary>The chain's own coin, in which fees are paid; null where the configuration made a token of it.</summary>
    public TokenInfo? Coin => Tokens.Values.FirstOrDefault(token => token.IsNative);

    /// <summary>What is told by its contract.</summary>
    internal IEnumerable<TokenInfo> Contracts => Tokens.Values.Where(token => !token.IsNative);

    /// <summary>Whether the chain is served.</summary>
    public bool IsOn => Rpc.Count > 0;

    /// <summary>The key for one of the nodes, or null.</summary>
    public string? ApiKeyOf(int node) => (ApiKeys.Count == 1 ? ApiKeys[0] : ApiKeys.ElementAtOrDefault(node)) is { Length: > 0 } key ? key : null;
}
