namespace Payments.Http.Limits;

/// <summary>
/// How many requests are taken. A window begins with its first request; what is beyond it is refused with 429. 0 is no limit. Whoever calls
/// from loopback or from <see cref="Free"/> has none of them, but those of registrations and of signing in.
/// </summary>
public sealed class LimitOptions
{
    /// <summary>The highest number of any limit.</summary>
    public const int Most = 1_000_000;

    /// <summary>Requests a second of one API key, as the WoPay document has it. Default 10.</summary>
    public int ApiPerSecond { get; set; } = 10;

    /// <summary>Requests a second of one API key to <c>/api/v1/webhooks</c>, as the WoPay document has it. Default 5.</summary>
    public int WebhooksPerSecond { get; set; } = 5;

    /// <summary>Requests an hour to <c>/api/v1</c> from one IPv4 address or IPv6 /64, as the WoPay document has it. Default 1000.</summary>
    public int NetworkPerHour { get; set; } = 1000;

    /// <summary>Signed requests a second of one merchant on each of the EPay and 188Pay faces. Default 500: no shop comes near.</summary>
    public int ShopPerSecond { get; set; } = 500;

    /// <summary>
    /// Requests a second from one address to the server interfaces of EPay and 188Pay; <c>submit.php</c>, which payers' browsers call, does
    /// not count. Default 200.
    /// </summary>
    public int ShopNetworkPerSecond { get; set; } = 200;

    /// <summary>
    /// Recharges an hour that one end user may begin: each is an order that waits, and a merchant has places for so many. Default 60.
    /// </summary>
    public int RechargesPerHour { get; set; } = 60;

    /// <summary>
    /// Transactions a minute that one merchant may have looked for: each is some requests to the chain's nodes. Default 10.
    /// </summary>
    public int LooksPerMinute { get; set; } = 10;

    /// <summary>Orders an hour that one address may open by payment links, whichever. Default 60.</summary>
    public int LinkOrdersPerHour { get; set; } = 60;

    /// <summary>Wrong admin keys an hour from one address; further ones, right ones too, are not judged. Default 20.</summary>
    public int WrongAdminKeysPerHour { get; set; } = 20;

    /// <summary>
    /// Attempts an hour to sign in to one account of the console from one network, right ones too; of one account from everywhere ten times
    /// as many, of one network to all accounts five times as many. Loopback is counted as well. Default 20.
    /// </summary>
    public int SignInsPerHour { get; set; } = 20;

    /// <summary>
    /// Questions and invitations an hour that people of whatever shops may have sent to one address, which has not agreed. Default 5.
    /// </summary>
    public int LettersPerHour { get; set; } = 5;

    /// <summary>Networks without any limit, as CIDR blocks with commas between. Default none; loopback has none in any case.</summary>
    public string Free { get; set; } = "";
}
