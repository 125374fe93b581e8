using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.StaticWallets;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;
using Payments.Http.Common;

namespace Payments.Http.Users;

/// <summary>Finds users' static wallets, and says what their outcomes mean.</summary>
internal sealed class StaticWalletBook(IGrainFactory grains, IOrderIds ids)
{
    /// <summary>The grain of a user's wallets.</summary>
    public IStaticWalletGrain Of(MerchantId merchant, UserId user) => grains.Find<IStaticWalletGrain>(
        StaticWalletKey.GrainKeyOf(ids.For(merchant, StaticWalletKey.NameOf(user)).Value));

    /// <summary>The refusal of a decision about a held payment; null where it is done, now or before.</summary>
    public static InputException? Refusal(HeldDepositResult result) => result.Outcome switch
    {
        HeldDepositOutcome.Credited when result.Credit!.Outcome == UserOutcome.KeyTaken => CreditedBefore("amount", result.Credit),
        HeldDepositOutcome.Credited => UserErrors.Of(result.Credit!),
        HeldDepositOutcome.Dismissed or HeldDepositOutcome.DismissedBefore => null,
        HeldDepositOutcome.NotFound => new InputException("id", "no such held payment of this user", StatusCodes.Status404NotFound),
        HeldDepositOutcome.WorthUnknown => new InputException(
            "amount", $"is required: the provider does not say what it is worth in {result.Wallet!.Currency}"),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    /// <summary>The refusal of another decision about a payment that the user has already.</summary>
    public static InputException CreditedBefore(string field, UserResult credit) => new(
        field,
        $"the user was credited with {PlainDecimal.Format(credit.Entry!.Amount)} {credit.Entry.Currency} for this payment before",
        StatusCodes.Status409Conflict);

    /// <summary>The refusal; null where it is done.</summary>
    public static InputException? Refusal(StaticWalletResult result) => result.Outcome switch
    {
        StaticWalletOutcome.Done => null,
        StaticWalletOutcome.NotFound => new InputException("currency", "no such static wallet of this user", StatusCodes.Status404NotFound),
        StaticWalletOutcome.OtherCurrency => new InputException(
            "credited_in", $"this wallet credits {result.Wallet!.Currency}, and stays so", StatusCodes.Status409Conflict),
        StaticWalletOutcome.TooMany => new InputException(
            "currency", $"at most {StaticWalletRules.MostWallets} static wallets for one user", StatusCodes.Status409Conflict),
        StaticWalletOutcome.NoAccount => new InputException(
            "currency", "there is no account at Cryptomus", StatusCodes.Status503ServiceUnavailable),
        StaticWalletOutcome.Refused => new InputException(
            "currency", $"the provider refused: {result.Detail}", StatusCodes.Status502BadGateway),
        StaticWalletOutcome.Unknown => new InputException(
            "currency", $"the provider did not answer, try again: {result.Detail}", StatusCodes.Status503ServiceUnavailable),
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };
}
