using System.Text.Json.Serialization;
using Payments.Chains;
using Payments.Chains.Keys;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Http.Api;

namespace Payments.Http.Merchants;

/// <summary>A wallet: with an address, or with an xpub. A rate of null takes the system's.</summary>
/// <param name="Active">Whether it is switched on; one that waits is, and takes no order yet.</param>
internal sealed record WalletView(
    string WalletId, string Chain, string Token, string? Address, string? NotifyUrl, string Currency, string? Rate, string CreatedAt,
    bool Active)
{
    /// <summary>From when on it takes orders, of one that was added with a delay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? ActiveFrom { get; init; }

    /// <summary>Percent off the system's rate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Spread { get; init; }

    /// <summary>Percent of an amount that may be missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Tolerance { get; init; }

    /// <summary>The account's extended public key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Xpub { get; init; }

    /// <summary>In the Bitcoin family the form of the key's addresses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? ScriptType { get; init; }

    /// <summary>The key's first addresses, for the merchant to compare with his own wallet; left out of lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<DerivedView>? Addresses { get; init; }

    public static WalletView Of(Wallet wallet, ChainCatalog chains) => new(wallet.Id, wallet.Chain.Value, wallet.Token, wallet.Address is { } address ? chains.Display(wallet.Chain, address) : null,
        wallet.NotifyUrl, wallet.Currency, wallet.Rate is { } rate ? PlainDecimal.Format(rate) : null,
        ApiTime.Format(wallet.CreatedAt), !wallet.IsOff)
    {
        ActiveFrom = ApiTime.Format(wallet.ActiveFrom),
        Spread = wallet.Spread is { } spread ? PlainDecimal.Format(spread) : null,
        Tolerance = wallet.Tolerance is { } tolerance ? PlainDecimal.Format(tolerance) : null,
        Xpub = wallet.ExtendedKey?.Text,
        ScriptType = wallet.ExtendedKey?.ScriptType,
    };

    /// <summary>With the first addresses of its key.</summary>
    public static WalletView WithAddresses(Wallet wallet, ChainCatalog chains)
    {
        var view = Of(wallet, chains);
        return wallet.ExtendedKey is { } key && chains.ReadKey(wallet.Chain, key.Text, key.ScriptType).Key is { } account ? view with { Addresses = DerivedView.FirstOf(account, chains, DerivedView.Usual) } : view;
    }
}

/// <summary>An address below a key. The path counts from the account.</summary>
internal sealed record DerivedView(string Path, string Address)
{
    /// <summary>How many are shown.</summary>
    public const int Usual = 5;

    /// <summary>How many may be asked for.</summary>
    public const int Most = 20;

    public static IReadOnlyList<DerivedView> FirstOf(AccountKey key, ChainCatalog chains, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new DerivedView($"0/{index}", chains.Display(key.Chain, key.AddressAt(index))))];
}

/// <summary>What a key would give, before anything is stored.</summary>
internal sealed record PreviewView(string Chain, string? ScriptType, IReadOnlyList<DerivedView> Addresses);

/// <summary>A merchant's wallets in its order of preference.</summary>
internal sealed record WalletsView(IReadOnlyList<WalletView> Wallets);
