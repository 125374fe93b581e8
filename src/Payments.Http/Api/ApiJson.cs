using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Payments.Http.Admin;
using Payments.Http.Faces.WoPay;
using Payments.Http.Merchants;
using Payments.Http.PayLinks;
using Payments.Http.Payouts;
using Payments.Http.Reconciliation;
using Payments.Http.Refunds;
using Payments.Http.Risk;
using Payments.Http.Sharing;
using Payments.Http.Users;

namespace Payments.Http.Api;

/// <summary>The answers' JSON, source-generated, with names as the document has them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Envelope<string>))]
[JsonSerializable(typeof(Envelope<RegisteredView>))]
[JsonSerializable(typeof(Envelope<MerchantView>))]
[JsonSerializable(typeof(Envelope<KeysView>))]
[JsonSerializable(typeof(Envelope<IssuedKeysView>))]
[JsonSerializable(typeof(Envelope<WalletView>))]
[JsonSerializable(typeof(Envelope<WalletsView>))]
[JsonSerializable(typeof(Envelope<PreviewView>))]
[JsonSerializable(typeof(Envelope<KeyView>))]
[JsonSerializable(typeof(Envelope<ApiKeyView>))]
[JsonSerializable(typeof(Envelope<ApiKeysView>))]
[JsonSerializable(typeof(Envelope<LimitsView>))]
[JsonSerializable(typeof(Envelope<ConsoleLinkView>))]
[JsonSerializable(typeof(Envelope<OperatorsView>))]
[JsonSerializable(typeof(Envelope<DeliveryView>))]
[JsonSerializable(typeof(Envelope<DeliveriesView>))]
[JsonSerializable(typeof(Envelope<CallbackTestView>))]
[JsonSerializable(typeof(Envelope<EndpointView>))]
[JsonSerializable(typeof(Envelope<EndpointsView>))]
[JsonSerializable(typeof(Envelope<RecoveryView>))]
[JsonSerializable(typeof(Envelope<WebhookTestView>))]
[JsonSerializable(typeof(Envelope<WebhookStatsView>))]
[JsonSerializable(typeof(Envelope<RotatedSecretView>))]
[JsonSerializable(typeof(Envelope<TransfersView>))]
[JsonSerializable(typeof(Envelope<DismissedView>))]
[JsonSerializable(typeof(Envelope<NotedView>))]
[JsonSerializable(typeof(Envelope<BrandingView>))]
[JsonSerializable(typeof(Envelope<AssignmentView>))]
[JsonSerializable(typeof(Envelope<OrderView>))]
[JsonSerializable(typeof(Envelope<TransactionLookView>))]
[JsonSerializable(typeof(Envelope<PaymentLogView>))]
[JsonSerializable(typeof(Envelope<CreatedPaymentView>))]
[JsonSerializable(typeof(Envelope<PaymentView>))]
[JsonSerializable(typeof(Envelope<PaymentsView>))]
[JsonSerializable(typeof(Envelope<PayoutView>))]
[JsonSerializable(typeof(Envelope<PayoutsView>))]
[JsonSerializable(typeof(Envelope<PayoutLimitsView>))]
[JsonSerializable(typeof(Envelope<PayoutReviewView>))]
[JsonSerializable(typeof(Envelope<PayoutReviewsView>))]
[JsonSerializable(typeof(Envelope<RefundView>))]
[JsonSerializable(typeof(Envelope<RefundsView>))]
[JsonSerializable(typeof(Envelope<ShareRuleView>))]
[JsonSerializable(typeof(Envelope<ShareRulesView>))]
[JsonSerializable(typeof(Envelope<SharesView>))]
[JsonSerializable(typeof(Envelope<PaymentSharesView>))]
[JsonSerializable(typeof(Envelope<StatsView>))]
[JsonSerializable(typeof(Envelope<StatusView>))]
[JsonSerializable(typeof(Envelope<OrdersView>))]
[JsonSerializable(typeof(Envelope<ProviderView>))]
[JsonSerializable(typeof(Envelope<ProvidersView>))]
[JsonSerializable(typeof(Envelope<IReadOnlyDictionary<string, NetworkView>>))]
[JsonSerializable(typeof(Envelope<ConfiguredRateView>))]
[JsonSerializable(typeof(Envelope<RateView>))]
[JsonSerializable(typeof(Envelope<AddressView>))]
[JsonSerializable(typeof(Envelope<ChainAlarmView>))]
[JsonSerializable(typeof(Envelope<ReconciliationsView>))]
[JsonSerializable(typeof(Envelope<AskedReconciliationView>))]
[JsonSerializable(typeof(Envelope<DifferencesView>))]
[JsonSerializable(typeof(Envelope<DifferenceView>))]
[JsonSerializable(typeof(Envelope<SettlementsView>))]
[JsonSerializable(typeof(Envelope<RiskRuleView>))]
[JsonSerializable(typeof(Envelope<RiskRulesView>))]
[JsonSerializable(typeof(Envelope<RiskTrialView>))]
[JsonSerializable(typeof(Envelope<RiskListView>))]
[JsonSerializable(typeof(Envelope<RiskListsView>))]
[JsonSerializable(typeof(Envelope<RiskDecisionsView>))]
[JsonSerializable(typeof(Envelope<ReviewView>))]
[JsonSerializable(typeof(Envelope<ReviewsView>))]
[JsonSerializable(typeof(Envelope<UserBalancesView>))]
[JsonSerializable(typeof(Envelope<UserStatementView>))]
[JsonSerializable(typeof(Envelope<UserEntryView>))]
[JsonSerializable(typeof(Envelope<StaticWalletView>))]
[JsonSerializable(typeof(Envelope<UserStaticWalletsView>))]
[JsonSerializable(typeof(Envelope<DismissedDepositView>))]
[JsonSerializable(typeof(Envelope<PayLinkView>))]
[JsonSerializable(typeof(Envelope<PayLinksView>))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Texts in any script stay readable: the answers are JSON and never part of a page.</summary>
    public static readonly ApiJson Relaxed = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
