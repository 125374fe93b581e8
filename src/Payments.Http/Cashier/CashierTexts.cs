using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Cashier;

/// <summary>What the cashier says, in one language. <c>{0}</c> … stand for values.</summary>
internal sealed partial record CashierTexts
{
    /// <summary>The <c>lang</c> of the page.</summary>
    public required string Lang { get; init; }

    /// <summary>The value of <c>?lang=</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The other language's code and its own name for itself.</summary>
    public required (string Code, string Name) Other { get; init; }

    /// <summary>Headline and explanation of each stage.</summary>
    public required IReadOnlyDictionary<CashierStage, (string Head, string Body)> Stages { get; init; }

    public required string Amount { get; init; }
    public required string AmountMissing { get; init; }
    public required string Address { get; init; }
    public required string Network { get; init; }
    public required string Copy { get; init; }
    public required string Copied { get; init; }

    /// <summary>Where an order is told by its amount.</summary>
    public required string Exact { get; init; }

    /// <summary>Where an order is told by its address, and any amount counts.</summary>
    public required string OwnAddress { get; init; }

    /// <summary>The explanation of <see cref="CashierStage.Underpaid"/> there.</summary>
    public required string OwnAddressMissing { get; init; }

    /// <summary>Part of the money waits for a block: whoever pays the rest at once cannot know yet what it is.</summary>
    public required string OnItsWay { get; init; }

    public required string Only { get; init; }
    public required string Scan { get; init; }

    /// <summary>For chains whose QR code holds nothing but the address.</summary>
    public required string ScanAddress { get; init; }

    /// <summary>The second QR code, by choice, where the first holds nothing but the address although there is a payment link.</summary>
    public required string LinkCode { get; init; }

    /// <summary>What to do with it.</summary>
    public required string CompareAddress { get; init; }

    /// <summary>What to choose at an exchange, which lists networks by their token standards; follows <see cref="Only"/> as its next sentence.</summary>
    public required string Exchange { get; init; }

    /// <summary>What payers commonly get wrong, by chain; what no wallet warns of comes first.</summary>
    public required IReadOnlyDictionary<string, string> Mistakes { get; init; }

    /// <summary>What the network charges for such a payment.</summary>
    public required string Fee { get; init; }

    /// <summary>Whose fee that is, below the list of coins.</summary>
    public required string FeeNote { get; init; }

    /// <summary>For a chain on which a payment is final within a minute.</summary>
    public required string UnderAMinute { get; init; }

    /// <summary>For a chain on which it takes so many minutes.</summary>
    public required string Minutes { get; init; }

    /// <summary>For a chain that cannot be read at present.</summary>
    public required string Delayed { get; init; }

    /// <summary>How the amount comes of the price, in the order's currency for one token, and where that rate came from.</summary>
    public required string Rate { get; init; }

    /// <summary>Where rates come from, by the names that quotes have for it.</summary>
    public required IReadOnlyDictionary<string, string> RateSources { get; init; }

    /// <summary>Why the amount is not just the price.</summary>
    public required string Nudged { get; init; }

    /// <summary>What stands between two sentences.</summary>
    public required string Space { get; init; }

    /// <summary>How long a payment that was seen still takes.</summary>
    public required string LeftMinutes { get; init; }

    /// <summary>The same, where it is less than one.</summary>
    public required string LeftUnderAMinute { get; init; }

    /// <summary>While a payment is confirmed: the payer need not wait here.</summary>
    public required string MayLeave { get; init; }

    /// <summary>What a transaction's link leads to.</summary>
    public required string Explorer { get; init; }

    public required string TimeLeft { get; init; }
    public required string Received { get; init; }
    public required string Overpaid { get; init; }
    public required string Confirmations { get; init; }
    public required string ConfirmationsFinal { get; init; }
    public required string ChooseCoin { get; init; }
    public required string OtherCoin { get; init; }
    public required string Chosen { get; init; }
    public required string Return { get; init; }
    public required string Returning { get; init; }
    public required string Stay { get; init; }
    public required string Grace { get; init; }
    public required string NoGrace { get; init; }
    public required string Reference { get; init; }
    public required string Transaction { get; init; }
    public required string Problem { get; init; }

    /// <summary>Where payers of the same network changed the coin too often, and in how many minutes they may again.</summary>
    public required string ProblemLater { get; init; }

    /// <summary>Where there is nothing to choose from: payments would not be seen on any chain.</summary>
    public required string NoCoin { get; init; }

    /// <summary>Above the payment at a provider.</summary>
    public required string ProviderPayment { get; init; }

    /// <summary>Above the providers to choose from.</summary>
    public required string ChooseProvider { get; init; }

    /// <summary>The link to a provider's page; <c>{0}</c> is its name.</summary>
    public required string PayAtProvider { get; init; }

    /// <summary>Below a provider's code.</summary>
    public required string ScanAtProvider { get; init; }

    /// <summary>While the provider has not answered yet.</summary>
    public required string ProviderOpening { get; init; }

    /// <summary>Where a provider got less than was asked for.</summary>
    public required string ProviderUnderpaid { get; init; }

    /// <summary>The explanation of <see cref="CashierStage.Waiting"/> where the payment is at a provider.</summary>
    public required string ProviderWaiting { get; init; }

    /// <summary>The explanation of <see cref="CashierStage.Confirming"/> there.</summary>
    public required string ProviderConfirming { get; init; }

    /// <summary>Where a provider did not make the payment.</summary>
    public required string ProviderProblem { get; init; }

    public required string Offline { get; init; }
    public required string OpenWallet { get; init; }
    public required string ErrorTitle { get; init; }
    public required string NotFound { get; init; }
    public required string Forbidden { get; init; }
    public required string Failed { get; init; }

    /// <summary>What the shop's owner does about <see cref="NotFound"/>.</summary>
    public required string NotFoundOwner { get; init; }

    /// <summary>What the shop's owner does about <see cref="Forbidden"/>.</summary>
    public required string ForbiddenOwner { get; init; }

    /// <summary>What the shop's owner does about <see cref="Failed"/>.</summary>
    public required string FailedOwner { get; init; }

    /// <summary>The texts for a request: <c>?lang=</c>, else the browser's first language.</summary>
    public static CashierTexts For(HttpRequest request) => HtmlPage.IsChinese(request) ? Chinese : English;
}
