using System.Text.Json.Serialization;
using Payments.Domain.Audit;
using Payments.Domain.Callbacks;
using Payments.Domain.Chains;
using Payments.Domain.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Domain.Payouts;
using Payments.Domain.People;
using Payments.Domain.Providers;
using Payments.Domain.Rates;
using Payments.Domain.Reconciliation;
using Payments.Domain.Risk;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;
using Payments.Domain.Wallets;

namespace Payments.Grains.Persistence;

/// <summary>The stored types, source-generated.</summary>
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Stored<Order>))]
[JsonSerializable(typeof(Merchant))]
[JsonSerializable(typeof(Stored<Merchant>))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Stored<Delivery>))]
[JsonSerializable(typeof(WatchedAddress))]
[JsonSerializable(typeof(Stored<WatchedAddress>))]
[JsonSerializable(typeof(RegisteredKey))]
[JsonSerializable(typeof(Stored<RegisteredKey>))]
[JsonSerializable(typeof(ChainCursor))]
[JsonSerializable(typeof(Stored<ChainCursor>))]
[JsonSerializable(typeof(EndpointHealth))]
[JsonSerializable(typeof(Stored<EndpointHealth>))]
[JsonSerializable(typeof(WebhookRecovery))]
[JsonSerializable(typeof(Stored<WebhookRecovery>))]
[JsonSerializable(typeof(RateState))]
[JsonSerializable(typeof(Stored<RateState>))]
[JsonSerializable(typeof(ProviderState))]
[JsonSerializable(typeof(Stored<ProviderState>))]
[JsonSerializable(typeof(ReconciliationState))]
[JsonSerializable(typeof(Stored<ReconciliationState>))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Stored<Person>))]
[JsonSerializable(typeof(UserWallet))]
[JsonSerializable(typeof(Stored<UserWallet>))]
[JsonSerializable(typeof(RiskBook))]
[JsonSerializable(typeof(Stored<RiskBook>))]
[JsonSerializable(typeof(UserCheck))]
[JsonSerializable(typeof(Stored<UserCheck>))]
[JsonSerializable(typeof(PayLink))]
[JsonSerializable(typeof(Stored<PayLink>))]
[JsonSerializable(typeof(UserStaticWallets))]
[JsonSerializable(typeof(Stored<UserStaticWallets>))]
[JsonSerializable(typeof(NoticeBook))]
[JsonSerializable(typeof(Stored<NoticeBook>))]
[JsonSerializable(typeof(PayoutBook))]
[JsonSerializable(typeof(Stored<PayoutBook>))]
[JsonSerializable(typeof(OperatorLog))]
[JsonSerializable(typeof(Stored<OperatorLog>))]
public sealed partial class StateJson : JsonSerializerContext;
