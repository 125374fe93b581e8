using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>From outcomes to the status codes of the WoPay document, and 409 where something that is there already stands in the way.</summary>
internal static class ApiErrors
{
    /// <summary>The answer to a change of wallets that was refused.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="field">Where the wallet is paid: <c>address</c> or <c>xpub</c>; of a change that cannot be made, the field that was to be changed.</param>
    /// <param name="detail">Why, where the outcome alone does not say.</param>
    public static (int Status, string Error) Of(WalletOutcome outcome, string field, string? detail = null) => outcome switch
    {
        WalletOutcome.UnknownMerchant => (404, "merchant: no such merchant"),
        WalletOutcome.NotFound => (404, "wallet_id: no such wallet"),
        WalletOutcome.Duplicate => (409, $"{field}: this chain, token and {field} are one of your wallets already"),
        WalletOutcome.TooMany => (409, $"wallets: at most {MerchantRules.MaxWallets} for one merchant"),
        WalletOutcome.FixedFields => (400, $"{field}: stays as it is while the wallet is there; remove it and add another"),
        WalletOutcome.AddressTaken => (409, $"{field}: belongs to another merchant of this gateway; its operator can release it"),
        WalletOutcome.AddressDerived => (409, "address: is one that your own xpub gives to orders"),
        WalletOutcome.KeyReplaced => (401, ApiRoutes.NoKey.Message),
        WalletOutcome.ForbiddenCallback => (400, $"notify_url: {detail}"),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>The answer to a change of API keys that was refused.</summary>
    public static InputException Of(KeyResult refused) => refused.Outcome switch
    {
        KeyOutcome.UnknownMerchant or KeyOutcome.KeyReplaced => ApiRoutes.NoKey,
        KeyOutcome.NotFound => new("key_id", "no such key", 404),
        KeyOutcome.TooMany => new("keys", $"at most {ApiKeyRules.MaxKeys} for one merchant", 409),
        KeyOutcome.FirstStays => new("key_id", "the first key cannot be removed; roll it, or regenerate the keys", 409),
        KeyOutcome.ScopesLacking => RouteScope.Lacking(refused.Lacking),
        KeyOutcome.NotAllowed => new("key_id", "your role in this shop changes no keys", 403),
        _ => throw new InvalidOperationException($"Unknown outcome {refused.Outcome}."),
    };

    /// <summary>The answer to a change of webhook endpoints that was refused.</summary>
    public static InputException Of(EndpointResult refused) => refused.Outcome switch
    {
        EndpointOutcome.UnknownMerchant or EndpointOutcome.KeyReplaced => ApiRoutes.NoKey,
        EndpointOutcome.NotFound => new("endpoint_id", "no such endpoint", 404),
        EndpointOutcome.TooMany => new("endpoints", $"at most {EndpointRules.MaxEndpoints} for one merchant", 409),
        EndpointOutcome.ForbiddenUrl => new("url", refused.Detail!),
        _ => throw new InvalidOperationException($"Unknown outcome {refused.Outcome}."),
    };

    /// <summary>The answer to a wish to close an order that was refused; null where the order is closed.</summary>
    public static (int Status, string Error)? Of(CloseOutcome outcome, Order order) => outcome switch
    {
        CloseOutcome.Closed or CloseOutcome.AlreadyClosed => null,
        CloseOutcome.HasPayment => (409, $"order: {order.Number} is {ApiStatus.Of(order)}: a payment was seen, " +
            "so it can be closed only once it has expired without the rest"),
        CloseOutcome.Archived => (409, $"order: {order.Number} is {ApiStatus.Of(order)} and was archived: nothing of it changes any more"),
        CloseOutcome.NotFound => (404, "order: no such order"),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>The answer to a decision by hand that was refused; null where it is done, or was done before.</summary>
    public static (int Status, string Error)? Of(ManualOutcome outcome, Order order) => outcome switch
    {
        ManualOutcome.Done or ManualOutcome.AlreadyDone => null,
        ManualOutcome.NotFound => (404, "order: no such order"),
        ManualOutcome.Archived => (409, $"order: {order.Number} is {ApiStatus.Of(order)} and was archived: nothing of it changes any more"),
        ManualOutcome.Over => (409, $"order: {order.Number} is {ApiStatus.Of(order)} and stays so"),
        ManualOutcome.NotLater => (409, $"until: is no later than {ApiTime.Format(order.ExpiresAt)}, when {order.Number} expires by now, or is past"),
        ManualOutcome.UnderReview => (409, $"order: {order.Number} is under review; approve or refuse that: /api/v1/risk/reviews"),
        ManualOutcome.AmountReleased => (409, $"order: the amount of {order.Number} was released; send the order again to have it quoted anew"),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    /// <summary>The answer to an assignment that was refused; null where the transfer counts for the order.</summary>
    public static InputException? Of(AcceptOutcome outcome) => outcome switch
    {
        AcceptOutcome.Counted or AcceptOutcome.Duplicate => null,
        AcceptOutcome.NotFound => new InputException("order", "no such order, or its payer chose no coin yet", 404),
        AcceptOutcome.WrongCoin => new InputException("transfer_id", "its coin or address is none that the order was quoted in", 409),
        AcceptOutcome.TakenByOther => new InputException("transfer_id", "was assigned to another order", 409),
        AcceptOutcome.UnknownTransfer => new InputException("transfer_id", "no such unmatched transfer at your addresses", 404),
        AcceptOutcome.OrderClosed => new InputException("order", "is closed", 409),
        AcceptOutcome.Archived => new InputException("order", "was archived and counts no transfer any more", 409),
        AcceptOutcome.Dust => new InputException("transfer_id", "is too little to be a payment", 409),
        AcceptOutcome.TooManyTransfers => new InputException("order", "holds as many transfers as one may", 409),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
