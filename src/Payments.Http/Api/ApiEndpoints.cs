using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Http.Admin;
using Payments.Http.Common;
using Payments.Http.Faces.WoPay;
using Payments.Http.Merchants;
using Payments.Http.Ops;
using Payments.Http.PayLinks;
using Payments.Http.Payouts;
using Payments.Http.Reconciliation;
using Payments.Http.Refunds;
using Payments.Http.Risk;
using Payments.Http.Sharing;
using Payments.Http.Users;

namespace Payments.Http.Api;

/// <summary>WoPay's API, with what a merchant needs beyond it to be set up.</summary>
public static class ApiEndpoints
{
    /// <summary>Below which all of its paths lie, and those of the recharge face.</summary>
    internal const string Root = "/api/v1";

    /// <summary>Adds the routes.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.Made<ApiRoutes>(routes.MapFace("wopay", Root), routes.Made<ApiServices>(new EnvelopeForm()));
        foreach (var subject in Subjects(routes)) subject.Map(api);
        foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH" })
            api.MapOpen(method, "/{**rest}", call => Task.FromResult(call.Refuse(StatusCodes.Status404NotFound, "no such resource, or not with this method")));
    }

    private static IEnumerable<IApiEndpoints> Subjects(IEndpointRouteBuilder routes) =>
    [
        routes.Made<MerchantEndpoints>(), routes.Made<WalletEndpoints>(), routes.Made<DeliveryEndpoints>(),
        routes.Made<WebhookEndpoints>(), routes.Made<WebhookTargets>(), routes.Made<WebhookRecoveries>(),
        routes.Made<TransferEndpoints>(),
        routes.Made<OrderEndpoints>(), routes.Made<OrderListEndpoints>(), routes.Made<OrderManualEndpoints>(),
        routes.Made<TransactionLookEndpoints>(routes.Made<TransactionLooks>()),
        routes.Made<NetworkEndpoints>(), routes.Made<RateEndpoints>(), routes.Made<AddressEndpoints>(),
        routes.Made<KeyEndpoints>(), routes.Made<ApiKeyEndpoints>(), routes.Made<BrandingEndpoints>(),
        routes.Made<ChainAlarmEndpoints>(), routes.Made<LimitEndpoints>(),
        routes.Made<ReconciliationEndpoints>(), routes.Made<ConsoleLinkEndpoints>(), routes.Made<OperatorEndpoints>(),
        routes.Made<RiskRuleEndpoints>(), routes.Made<RiskListEndpoints>(routes.Made<RiskUpload>()),
        routes.Made<ReviewEndpoints>(),
        routes.Made<UserEndpoints>(), routes.Made<MeEndpoints>(), routes.Made<StaticWalletEndpoints>(),
        routes.Made<PayLinkEndpoints>(), routes.Made<WoPayEndpoints>(), routes.Made<RefundEndpoints>(), routes.Made<PayoutEndpoints>(),
        routes.Made<PayoutReviewEndpoints>(),
        routes.Made<ShareRuleEndpoints>(), routes.Made<ShareEndpoints>(), routes.Made<ProviderEndpoints>(),
        routes.Made<StatusEndpoints>(routes.Made<Health>()),
    ];
}
