using Microsoft.Extensions.Options;
using Payments.Domain.Limits;
using Payments.Domain.Merchants;

namespace Payments.Http.Limits;

/// <summary>Which number holds for whom.</summary>
public sealed class LimitRules(IOptions<LimitOptions> options)
{
    /// <summary>Requests of an API key.</summary>
    public const string Api = "api";

    /// <summary>Requests of an API key to webhook endpoints.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Requests from an address.</summary>
    public const string Network = "ip";

    /// <summary>Wrong admin keys from an address.</summary>
    public const string Attempts = "admin";

    /// <summary>Recharges of an end user.</summary>
    public const string Recharges = "recharges";

    /// <summary>Transactions that a merchant has looked for.</summary>
    public const string Looks = "looks";

    /// <summary>Orders that an address opens by payment links.</summary>
    public const string LinkOrders = "link-orders";

    /// <summary>Registrations of merchants without the admin key.</summary>
    public const string Registrations = "registrations";

    /// <summary>Attempts to sign in to an account of the console from a network.</summary>
    public const string SignIns = "sign-in";

    /// <summary>Attempts to sign in to an account from everywhere.</summary>
    public const string SignInsOfAccount = "sign-in-account";

    /// <summary>Attempts to sign in from a network, to whatever account.</summary>
    public const string SignInsOfNetwork = "sign-in-network";

    /// <summary>Questions and invitations that people have sent to an address.</summary>
    public const string Letters = "letters";

    /// <summary>The part of a network's quota that each front lets pass before it asks: most addresses cost no grain.</summary>
    private const int AllowancePart = 20;

    /// <summary>An account takes attempts of so many networks: its owner signs in while somebody elsewhere has used up his own.</summary>
    private const int SeveralNetworks = 10;

    /// <summary>People of one office share a network.</summary>
    private const int SeveralAccounts = 5;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private LimitOptions Own => options.Value;

    /// <summary>What an API key may ask for, by its merchant's own number where an operator set one.</summary>
    public RateQuota Key(string policy, Merchant merchant) => new(policy == Webhooks
        ? merchant.Limits?.WebhooksPerSecond ?? Own.WebhooksPerSecond
        : merchant.Limits?.ApiPerSecond ?? Own.ApiPerSecond, Second);

    /// <summary>What an address may ask the API for; a merchant's own number counts for its requests alone.</summary>
    public RateQuota Address(Merchant? merchant) => OfNetwork(merchant?.Limits?.NetworkPerHour ?? Own.NetworkPerHour, Hour);

    /// <summary>What a merchant may ask of a shop's face.</summary>
    public RateQuota Shop(Merchant merchant) => new(merchant.Limits?.ShopPerSecond ?? Own.ShopPerSecond, Second);

    /// <summary>What an address may ask of a shop's face.</summary>
    public RateQuota ShopAddress => OfNetwork(Own.ShopNetworkPerSecond, Second);

    /// <summary>How many recharges an end user may begin.</summary>
    public RateQuota UserRecharges => new(Own.RechargesPerHour, Hour);

    /// <summary>How many transactions a merchant may have looked for.</summary>
    public RateQuota MerchantLooks => new(Own.LooksPerMinute, Minute);

    /// <summary>How many orders an address may open by payment links.</summary>
    public RateQuota AddressLinkOrders => OfNetwork(Own.LinkOrdersPerHour, Hour);

    /// <summary>How often an address may send a wrong admin key.</summary>
    public RateQuota WrongKeys => OfNetwork(Own.WrongAdminKeysPerHour, Hour);

    /// <summary>How often somebody from one network may try to sign in to one account.</summary>
    public RateQuota AccountFromNetwork => new(Own.SignInsPerHour, Hour);

    /// <summary>How often it may be tried from everywhere together.</summary>
    public RateQuota Account => new(Own.SignInsPerHour * SeveralNetworks, Hour);

    /// <summary>How often one network may try, to whatever account.</summary>
    public RateQuota AnyAccount => new(Own.SignInsPerHour * SeveralAccounts, Hour);

    /// <summary>How many letters people may have sent to one address that has not agreed.</summary>
    public RateQuota Recipient => new(Own.LettersPerHour, Hour);

    private static RateQuota OfNetwork(int tokens, TimeSpan window) => new(tokens, window, tokens / AllowancePart);
}
