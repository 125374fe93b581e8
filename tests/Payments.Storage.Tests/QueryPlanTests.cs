using Payments.Domain.Identity;
using Payments.Domain.PayLinks;
using Payments.Domain.Payouts;
using Payments.Domain.Transfers;
using Payments.Domain.Users;
using Payments.Storage.Audit;
using Payments.Storage.Queries;
using Payments.Storage.Reconciliation;
using Payments.Storage.Risk;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>No list reads more rows than it shows: SQLite is asked how it would find them.</summary>
public sealed class QueryPlanTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new("m1");
    private static readonly PageKey Place = new(1000, "k");
    private static readonly UserId User = new("u1");

    private static readonly UnheardFilter Unheard =
        new(Merchant, "e1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), false);

    private static readonly PayLink PayLink = new()
    {
        Merchant = Merchant,
        Code = "0123456789ab",
        Title = "t",
        Currency = "CNY",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private const string OrderRows = "sqlite_autoindex_orders_1 (key=?)";

    private PlanRecorder recorder = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        recorder = new PlanRecorder(Storage.Get<IDatabase>());
    }

    private OrderQueries Orders => new(recorder, Storage.Get<JsonStateSerializer>());

    private OrderLists Lists => new(recorder, Storage.Get<JsonStateSerializer>());

    private DeliveryQueries Deliveries => new(recorder, Storage.Get<JsonStateSerializer>());

    private FailingCallbacks Failing => new(recorder, Storage.Get<JsonStateSerializer>());

    private UserLedgers Ledgers => new(recorder);

    private ChargeQueries Charges => new(recorder, Storage.Get<JsonStateSerializer>());

    private NoticeQueries Notices => new(recorder, Storage.Get<JsonStateSerializer>());

    private ReviewQueue Reviews => new(recorder, Storage.Get<JsonStateSerializer>());

    private RiskDecisions Decisions => new(recorder, TimeProvider.System);

    private RefundBooks RefundBooks => new(recorder);

    private ShareBooks ShareBooks => new(recorder);

    private ShareQueries Shares => new(recorder, Storage.Get<JsonStateSerializer>());

    private RefundQueries Refunds => new(recorder, Storage.Get<JsonStateSerializer>());

    private PayoutQueries Payouts => new(recorder, Storage.Get<JsonStateSerializer>());

    private PayLinkQueries Links => new(recorder, Storage.Get<JsonStateSerializer>());

    private DerivedAddressQueries Derived => new(recorder);

    private TransferMemory Memory => new(recorder, TimeProvider.System);

    private TransferStore Transfers => new(recorder, TimeProvider.System);

    [Fact]
    public Task The_newest_merchants() => SearchesAsync(
        () => new MerchantQueries(recorder, Storage.Get<IStateStore>()).NewestAsync(null, 50), "merchants_pid (pid<?)");

    [Fact]
    public Task Whether_an_order_holds_an_amount() =>
        SearchesAsync(() => Orders.HolderAsync(ChainId.Bsc, "0xa", "USDT", 70), "orders_open_amount (reserved_address=? AND reserved_token=? AND reserved_units=? AND reserved_chain=?)");

    [Fact]
    public Task Orders_that_hold_an_amount_at_an_address() => SearchesAsync(() => Orders.HoldingAsync(ChainId.Bsc, "0xa"), "orders_open_amount (reserved_address=?)");

    [Fact]
    public Task Operators_are_searched_for_among_people_alone() =>
        SearchesAsync(() => new PersonQueries(recorder).OperatorsAsync(), "grain_states_people (key>?)");

    [Fact]
    public Task Orders_that_hold_an_amount_near_another() => SearchesAsync(
        () => Orders.HoldingBetweenAsync(ChainId.Bsc, "0xa", "USDT", 70, 80),
            "orders_open_amount (reserved_address=? AND reserved_token=? AND reserved_units>?)");

    [Fact]
    public Task Orders_that_name_a_transaction_are_searched_for_in_each_merchants_words() => SearchesAsync(
        () => Orders.NamingAsync("0xa"), "w USING PRIMARY KEY (merchant=? AND word=?)", OrderRows);

    [Fact]
    public Task How_many_orders_of_a_merchant_are_unpaid() =>
        SearchesAsync(() => Orders.CountUnpaidAsync(Merchant, 100), "orders_unpaid (merchant=?)");

    [Fact]
    public Task Orders_by_a_providers_number_of_a_charge() => SearchesAsync(
        () => Charges.FindAsync("medogram", "77", 16), "order_charges_by_provider_id (provider=? AND provider_id=?)", OrderRows);

    [Fact]
    public Task Orders_that_a_user_asked_for() =>
        SearchesAsync(() => Charges.OfCustomerAsync(Merchant, User, 20), "orders_by_customer (merchant=? AND <expr>=?)");

    [Fact]
    public Task Lines_of_a_payments_log() => SearchesAsync(
        () => Charges.LogAsync(new OrderId(new string('1', 32)), 5, 20), "payment_log USING PRIMARY KEY (order_id=? AND number>?)");

    [Fact]
    public Task Open_reviews_of_a_merchant() => SearchesAsync(
        () => Reviews.PageAsync(Merchant, Place, 20), "orders_under_review_by_merchant (merchant=? AND <expr>>?)");

    [Fact]
    public async Task What_a_shops_home_warns_of_is_counted_among_such_rows_alone()
    {
        await SearchesAsync(() => Reviews.CountAsync(Merchant, 10), "orders_under_review_by_merchant (merchant=?)");
        await SearchesAsync(() => Payouts.CountAsync(Merchant, PayoutStanding.Review, 10), "payouts_reviewed (merchant=?)");
        await SearchesAsync(() => Payouts.CountAsync(Merchant, PayoutStanding.Unknown, 10), "payouts_unknown (merchant=?)");
    }

    [Fact]
    public Task Open_reviews_of_all() => SearchesAsync(() => Reviews.PageAsync(null, Place, 20), "orders_under_review (<expr>>?)");

    [Fact]
    public Task Past_orders_of_a_merchant() => SearchesAsync(
        () => Reviews.PastAsync(Merchant, DateTimeOffset.UnixEpoch, Place, 20), "PRIMARY KEY (merchant=? AND created_at>?)", OrderRows);

    [Fact]
    public Task Decisions_of_a_merchant() => SearchesAsync(
        () => Decisions.PageAsync(Merchant, null, Place, 20), "risk_decisions_by_merchant (merchant=? AND made_at>? AND made_at<?)");

    [Fact]
    public Task Entries_of_a_merchants_audit_log() => SearchesAsync(
        () => new AuditLog(recorder).PageAsync(Merchant, Place, 20), "audit_log_by_merchant (merchant=? AND made_at<?)");

    [Fact]
    public Task Entries_of_the_operators_audit_log() => SearchesAsync(
        () => new AuditLog(recorder).PageAsync(null, Place, 20), "audit_log_of_operators (made_at<?)");

    [Fact]
    public Task Shops_that_may_have_notices_are_searched_for_among_those_alone() => SearchesAsync(
        () => Notices.ShopsAsync(DateTimeOffset.UnixEpoch), "audit_log_of_merchants (made_at>?)");

    [Fact]
    public async Task What_a_shop_is_told_of_is_searched_for_among_such_rows_alone()
    {
        var since = DateTimeOffset.UnixEpoch;
        await SearchesAsync(() => Notices.ChangesAsync(Merchant, 0, 2), "sqlite_autoindex_audit_log_1 (id=?)");
        await SearchesAsync(() => Notices.GivenUpAsync(Merchant, since), "deliveries_failing (merchant=? AND created_at>?)");
        await SearchesAsync(() => Notices.ReviewsAsync(Merchant, since), "orders_under_review_by_merchant (merchant=? AND <expr>>?)");
        await SearchesAsync(() => Notices.FailedRefundsAsync(Merchant, since), "order_refunds_failed (merchant=? AND created_at>?)");
        await SearchesAsync(() => Notices.PayoutsAsync(Merchant, PayoutStanding.Failed, since),
            "payouts_failed (merchant=? AND created_at>?)");
        await SearchesAsync(() => Notices.PayoutsAsync(Merchant, PayoutStanding.Review, since),
            "payouts_reviewed (merchant=? AND created_at>?)");
        await SearchesAsync(() => Notices.PayoutsAsync(Merchant, PayoutStanding.Unknown, since),
            "payouts_unknown (merchant=? AND created_at>?)");
        await SearchesAsync(() => Notices.DifferencesAsync(Merchant, new DateOnly(2026, 1, 1)),
            "reconciliation_runs_by_account (account=? AND day>?)");
        await SearchesAsync(() => Notices.UnmatchedAsync(Merchant, since),
            "unmatched_transfers_lately (seen_at>?)");
    }

    [Fact]
    public async Task What_a_comparison_with_a_chain_reads_and_what_a_merchant_sees_of_it()
    {
        await SearchesAsync(() => Transfers.SeenAsync(ChainId.Bsc, default, default, 2),
            "unmatched_transfers_lately (seen_at>? AND seen_at<?)");
        var concerned = new ReconciliationFilter { Concerned = Merchant };
        await SearchesAsync(() => new ReconciliationQueries(recorder).DifferencesAsync(concerned, null, 2),
            "reconciliation_differences_of_account (account=?)", "reconciliation_differences_of_transfers (merchant=?)");
    }

    [Fact]
    public Task A_dismissed_payment_that_has_left_its_wallet() => SearchesAsync(
        () => new DismissedDeposits(recorder, Storage.Get<JsonStateSerializer>()).FindAsync("stw-1", "d"),
        "sqlite_autoindex_dismissed_deposits_1 (owner=? AND digest=?)");

    [Fact]
    public async Task The_audit_log_is_checked_by_pages_of_keys()
    {
        await new AuditChains(recorder).CheckAsync(CancellationToken.None);
        var plans = (await recorder.PlansAsync()).Select(plan => string.Join(" | ", plan));
        plans.Should().BeEquivalentTo(
            "SEARCH audit_log USING INDEX sqlite_autoindex_audit_log_1 (id>?)",
            "SEARCH merchants USING PRIMARY KEY (key>?)",
            "SEARCH orders USING INDEX sqlite_autoindex_orders_1 (key>?)",
            "SEARCH wallet_addresses USING PRIMARY KEY (key>?)",
            "SEARCH grain_states USING INDEX grain_states_audited (key>?)");
    }

    [Fact]
    public Task Decisions_of_all() =>
        SearchesAsync(() => Decisions.PageAsync(null, null, Place, 20), "risk_decisions_by_age (made_at>? AND made_at<?)");

    [Fact]
    public Task Refunds_of_a_merchant() => SearchesAsync(
        () => Refunds.ListAsync(Merchant, null, Place, 20), "order_refunds_by_merchant (merchant=? AND created_at<?)");

    [Fact]
    public Task Payouts_of_a_merchant() => SearchesAsync(
        () => Payouts.ListAsync(Merchant, null, Place, 20), "payouts_by_merchant (merchant=? AND created_at<?)");

    [Fact]
    public Task A_payout_by_the_merchants_own_id() =>
        SearchesAsync(() => Payouts.FindAsync(Merchant, "p-1"), "payouts_by_id (merchant=? AND payout_id=?)");

    [Fact]
    public Task What_is_under_way_at_a_provider() => SearchesAsync(
        () => new ProviderWork(recorder).OpenAsync(Merchant, "wechat"),
        "order_refunds_open_by_merchant (merchant=? AND provider=?)", "order_shares_open_by_merchant (merchant=? AND provider=?)");

    [Fact]
    public Task A_payout_by_our_number() =>
        SearchesAsync(() => Payouts.FindAsync(new PayoutReference(Merchant, 1)), "PRIMARY KEY (key=?)");

    [Fact]
    public Task Payouts_of_unknown_end_are_counted() => SearchesAsync(() => Payouts.CountUnknownAsync(), "payouts_unknown");

    [Fact]
    public Task Payouts_under_review() => SearchesAsync(() => Payouts.ReviewsAsync(null, Place, 20), "payouts_under_review (created_at>?)");

    [Fact]
    public Task Refunds_that_wait_at_a_destination() =>
        SearchesAsync(() => Refunds.AwaitedAsync(ChainId.Bsc, "0xa"), "order_refunds_awaited (chain=? AND destination=?)");

    [Fact]
    public Task Destinations_of_refunds() => SearchesAsync(() => Refunds.DestinationsAsync(ChainId.Bsc), "order_refunds_awaited (chain=?)");

    [Fact]
    public Task Refunds_of_an_account_in_a_span_of_time() => SearchesAsync(
        () => RefundBooks.OfAsync(new("wechat", null), false, default, default, default).ToListAsync().AsTask(),
        "order_refunds_by_end (provider=? AND ended_at>? AND ended_at<?)");

    [Fact]
    public Task Refunds_by_their_payments() =>
        SearchesAsync(() => RefundBooks.FindAsync("wechat", true, ["a", "b"]), "order_refunds_by_charge (charge=?)");

    [Fact]
    public Task Refunds_in_blocks_above_one() =>
        SearchesAsync(() => Refunds.AboveAsync(ChainId.Bsc, 10), "order_refunds_by_block (chain=? AND block>?)");

    [Fact]
    public Task Shares_of_a_merchant() => SearchesAsync(
        () => Shares.ListAsync(Merchant, null, Place, 20), "order_shares_by_merchant (merchant=? AND created_at<?)");

    [Fact]
    public Task Shares_of_an_account_in_a_span_of_time() => SearchesAsync(
        () => ShareBooks.OfAsync(new("alipay", null), default, default, default).ToListAsync().AsTask(),
        "order_shares_by_end (provider=? AND ended_at>? AND ended_at<?)");

    [Fact]
    public Task Payment_links_of_a_merchant() =>
        SearchesAsync(() => Links.PageAsync(Merchant, Place, 20), "grain_states_pay_links (<expr>=? AND <expr><?)");

    [Fact]
    public Task How_many_payment_links_a_merchant_has() =>
        SearchesAsync(() => Links.CountAsync(Merchant, 500), "grain_states_pay_links (<expr>=?)");

    [Fact]
    public Task Orders_of_a_payment_link() => SearchesAsync(
        () => Links.OrdersAsync(PayLink, Place, 20), "orders_by_pay_link (merchant=? AND <expr>=? AND created_at<?)");

    [Fact]
    public Task Orders_that_credit_users() => SearchesAsync(
        () => new CreditChecks(recorder, TimeProvider.System).OrdersAsync((_, _) => { }, CancellationToken.None),
        "orders_of_users (key>?)", "user_entries_key (merchant=? AND user_id=? AND entry_key=?) LEFT-JOIN");

    [Fact]
    public Task Orders_to_be_confirmed() => SearchesAsync(() => Orders.ConfirmableAsync(ChainId.Bsc, 10, 500), "orders_pending (pending_chain=? AND pending_block<?)", "orders_pending_elsewhere");

    [Fact]
    public Task Orders_with_an_unconfirmed_transfer() => SearchesAsync(() => Orders.UnconfirmedAsync(ChainId.Bsc), "orders_pending (pending_chain=? AND pending_block>?)", "orders_pending_elsewhere");

    [Fact]
    public Task A_part_of_the_orders_by_status() => // The clock leaves time for one query.
        SearchesAsync(() => new OrderCensus(Orders, new HastyClock(OrderCensus.Budget / 2)).ContinueAsync(), "sqlite_autoindex_orders_1 (key>? AND key<?)");

    [Fact]
    public Task Orders_of_a_merchant() =>
        SearchesAsync(() => Lists.PageAsync(Merchant, OrderFilter.All, null, 20), "PRIMARY KEY (merchant=? AND created_at>? AND created_at<?)", OrderRows);

    [Fact]
    public Task Orders_behind_a_place() =>
        SearchesAsync(() => Lists.PageAsync(Merchant, OrderFilter.All, Place, 20), "PRIMARY KEY (merchant=? AND created_at>? AND created_at<?)", OrderRows);

    [Fact]
    public Task What_a_merchants_orders_come_to() =>
        SearchesAsync(() => Lists.TalliesAsync(Merchant), "order_counts USING PRIMARY KEY (merchant=? AND span=?)");

    [Fact]
    public Task What_a_merchants_orders_of_each_day_come_to() => SearchesAsync(
        () => new OrderDays(recorder).ReadAsync(Merchant, new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)),
        "order_counts USING PRIMARY KEY (merchant=? AND span=? AND slot>? AND slot<?)");

    [Fact]
    public Task Orders_found_by_words() => SearchesAsync(
        () => Lists.PageAsync(Merchant, new OrderFilter { Search = new OrderSearch([], ["0xa", "0xb"]) }, Place, 20),
        "order_words USING PRIMARY KEY (merchant=? AND word=? AND created_at>? AND created_at<?)", OrderRows);

    [Fact]
    public Task Orders_of_one_amount() => SearchesAsync(
        () => Lists.PageAsync(Merchant, new OrderFilter { LeastMoney = 5, MostMoney = 5 }, Place, 20),
        "order_list_by_money (merchant=? AND money=? AND created_at>? AND created_at<?)", OrderRows);

    [Fact]
    public async Task Orders_with_certain_facets()
    {
        foreach (var number in Enumerable.Range(0, 3))
            await Storage.Get<IStateStore>().WriteAsync(StateTable.Orders, $"ord-{number}", System.Text.Encoding.UTF8.GetBytes(
                $$"""{"merchant":"m1","status":"pending","currency":"C{{number}}","createdAt":{{number}}}"""), null);
        await Lists.PageAsync(Merchant, new OrderFilter { Statuses = ["pending"] }, Place, 20);
        var plan = (await recorder.PlansAsync()).SelectMany(steps => steps).ToArray();
        plan.Should().NotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal) && !IsShort(step, plan));
        plan.Where(step => step.EndsWith("INDEX order_list_by_facet (merchant=? AND facet=? AND created_at>? AND created_at<?)", StringComparison.Ordinal))
            .Should().HaveCount(3);
    }

    [Fact]
    public Task A_page_of_a_users_statement() => SearchesAsync(
        () => Ledgers.PageAsync(Merchant, User, "CNY", 500, 20), "user_entries USING PRIMARY KEY (merchant=? AND user_id=? AND currency=? AND sequence<?)");

    [Fact]
    public Task The_entry_of_a_users_key() => SearchesAsync(
        () => Ledgers.FindAsync(Merchant, User, "k"), "user_entries_key (merchant=? AND user_id=? AND entry_key=?)");

    [Fact]
    public Task What_was_reversed_of_a_users_entry() => SearchesAsync(
        () => Ledgers.ReversedAsync(Merchant, User, "k"), "user_entries_reversals (merchant=? AND user_id=? AND about_key=?)");

    [Fact]
    public Task All_entries_of_a_user() => SearchesAsync(
        () => Ledgers.InOrderAsync(Merchant, User, CancellationToken.None).ToListAsync().AsTask(), "user_entries USING PRIMARY KEY (merchant=? AND user_id=? AND (currency,sequence)>(?,?))");

    [Fact]
    public Task Callbacks_of_a_merchant() => SearchesAsync(() => Deliveries.ListAsync(Merchant, null, null, 20), "deliveries_by_merchant (merchant=?)");

    [Fact]
    public Task Callbacks_that_fail() =>
        SearchesAsync(() => Failing.PageAsync(Merchant, null, Place, 20), "deliveries_failing (merchant=? AND created_at<?)");

    [Fact]
    public Task Callbacks_that_fail_at_a_host() => SearchesAsync(
        () => Failing.PageAsync(Merchant, "shop.example", Place, 20),
        "deliveries_failing_by_host (merchant=? AND host=? AND created_at<?)");

    [Fact]
    public Task Hosts_that_fail() => SearchesAsync(
        () => Failing.HostsAsync(Merchant), "deliveries_failing_by_host (merchant=?)", "deliveries_failing_by_host (merchant=? AND host>?)",
        "deliveries_failing_by_host (merchant=? AND host=?)");

    [Fact]
    public Task What_became_of_a_merchants_callbacks() =>
        SearchesAsync(() => Deliveries.CountAsync(Merchant, DateTimeOffset.UnixEpoch), "deliveries_by_merchant (merchant=? AND created_at>?)");

    [Fact]
    public Task What_an_endpoint_has_not_heard() => SearchesAsync(
        () => Deliveries.CountAsync(Unheard), "deliveries_by_endpoint (<expr>=? AND created_at>? AND created_at<?)");

    [Fact]
    public Task What_an_endpoint_has_not_heard_behind_a_place() => SearchesAsync(
        () => Deliveries.PageAsync(Unheard, Place, 20), "deliveries_by_endpoint (<expr>=? AND created_at>? AND created_at<?)");

    [Fact]
    public Task Callbacks_behind_a_place() => SearchesAsync(() => Deliveries.ListAsync(Merchant, null, Place, 20), "deliveries_by_merchant (merchant=? AND created_at<?)");

    [Fact]
    public Task Unmatched_transfers() =>
        SearchesAsync(() => Transfers.ListAsync(Merchant, null, 20), "wallet_addresses_by_owner (owner=?)", "unmatched_transfers_unassigned (chain=? AND address=?)");

    [Fact]
    public Task Counted_dust() =>
        SearchesAsync(() => new DustStore(recorder, TimeProvider.System).ListAsync(Merchant), "wallet_addresses_by_owner (owner=?)",
            "sqlite_autoindex_dust_counts_1 (chain=? AND address=?)");

    [Fact]
    public Task Unmatched_transfers_behind_a_place() =>
        SearchesAsync(() => Transfers.ListAsync(Merchant, Place, 20), "wallet_addresses_by_owner (owner=?)", "unmatched_transfers_unassigned (chain=? AND address=? AND seen_at<?)");

    [Fact]
    public Task Dismissed_transfers_behind_a_place() =>
        SearchesAsync(() => Transfers.ListAsync(Merchant, Place, 20, isDismissed: true), "wallet_addresses_by_owner (owner=?)",
            "unmatched_transfers_dismissed (chain=? AND address=? AND seen_at<?)");

    [Fact]
    public Task Orders_that_asked_an_amount() =>
        SearchesAsync(
            () => Memory.AskedAsync(ChainId.Bsc, "0xa", "USDT", 70),
            "asked_amounts USING PRIMARY KEY (address=? AND token=? AND units=? AND chain=?)");

    [Fact]
    public Task What_is_known_of_transfers() =>
        SearchesAsync(
            () => Memory.FindAsync([new TransferId("a"), new TransferId("b")]),
            "sqlite_autoindex_unmatched_transfers_1 (id=?)",
            "sqlite_autoindex_seen_transfers_1 (id=?)");

    [Fact]
    public Task Whether_anybody_takes_the_coin() => SearchesAsync(() => new WalletAddressQueries(recorder).AnyTakesCoinAsync(ChainId.Bsc), "wallet_addresses_in_coin (chain=?)");

    [Fact]
    public Task The_next_index_of_a_key() => SearchesAsync(() => Derived.NextIndexAsync(ChainId.Bsc, "k"), "wallet_addresses_derived (chain=? AND derived_key=?)");

    [Fact]
    public Task The_last_paid_index_of_a_key() => SearchesAsync(() => Derived.LastPaidIndexAsync(ChainId.Bsc, "k"), "wallet_addresses_paid (chain=? AND derived_key=?)");

    [Fact]
    public Task The_derived_address_of_an_order() => SearchesAsync(() => Derived.AllottedToAsync(ChainId.Bsc, "k", new OrderId("o")), "wallet_addresses_by_order (chain=? AND derived_key=? AND derived_order=?)");

    [Fact]
    public Task Derived_addresses_that_are_free() => SearchesAsync(() => Derived.FreeAsync(ChainId.Bsc, "k", DateTimeOffset.UnixEpoch, 8),
        "wallet_addresses_free (chain=? AND derived_key=? AND held_until<?)", "orders_open_amount (reserved_address=?)");

    [Fact]
    public Task Addresses_that_are_watched() => SearchesAsync(() => new WalletAddressQueries(recorder).WatchedAsync(ChainId.Bsc, DateTimeOffset.UnixEpoch),
        "wallet_addresses_watched (chain=? AND watch_until=?)", "wallet_addresses_watched (chain=? AND watch_until>?)");

    [Fact]
    public Task Whether_money_waits_at_an_address() => SearchesAsync(() => Transfers.HasAnyAsync(ChainId.Bsc, "0xa"), "unmatched_transfers_unassigned (chain=? AND address=?)");

    private async Task SearchesAsync(Func<Task> query, params string[] indexes)
    {
        await query();
        var plan = await recorder.PlanAsync();
        plan.Should().NotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal) && !IsShort(step, plan), "a scan reads everything");
        foreach (var index in indexes)
        {
            var search = (index.Contains("PRIMARY KEY", StringComparison.Ordinal) ? " " : "INDEX ") + index;
            plan.Should().Contain(step => step.EndsWith(search, StringComparison.Ordinal), string.Join(" / ", plan));
        }
    }

    /// <summary>
    /// Rows that the statement itself made, lists within a row, the partial indexes of the few orders that wait on several chains, of
    /// payouts that are unknown and of shops with targets of notices, and merchants where the orders of each are looked for.
    /// </summary>
    private static bool IsShort(string step, IReadOnlyList<string> plan) =>
        step.Contains("CONSTANT ROW", StringComparison.Ordinal) ||
        step.Contains(" VIRTUAL TABLE INDEX ", StringComparison.Ordinal) ||
        plan.Contains(step.Replace("SCAN", "CO-ROUTINE", StringComparison.Ordinal)) ||
        plan.Contains(step.Replace("SCAN", "MATERIALIZE", StringComparison.Ordinal)) ||
        step.EndsWith("INDEX orders_pending_elsewhere", StringComparison.Ordinal) ||
        step.EndsWith("INDEX merchants_with_notices", StringComparison.Ordinal) ||
        step.EndsWith("INDEX payouts_unknown", StringComparison.Ordinal) ||
        step.EndsWith("COVERING INDEX merchants_pid", StringComparison.Ordinal);
}
