using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.StaticWallets;
using Payments.Domain.Identity;
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
