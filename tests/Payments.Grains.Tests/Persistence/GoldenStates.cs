using Payments.Domain.Audit;
using Payments.Domain.Callbacks;
using Payments.Domain.Chains;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.Orders;
using Payments.Domain.PayLinks;
using Payments.Domain.Payouts;
using Payments.Domain.People;
using Payments.Domain.Providers;
using Payments.Domain.Rates;
using Payments.Domain.Reconciliation;
using Payments.Domain.Refunds;
using Payments.Domain.Risk;
using Payments.Domain.Sharing;
using Payments.Domain.StaticWallets;
using Payments.Domain.Transfers;
using Payments.Domain.Users;
using Payments.Domain.Wallets;

namespace Payments.Grains.Tests.Persistence;

/// <summary>What the golden files say, by state name: each state with every part that it may have, and the oldest form that lies in databases.</summary>
internal static class GoldenStates
{
    private const string Address = "0x52908400098527886e0f7030069857d2e4169ee7";
    private const string Payer = "0xde709f2102306220921060314715629080e2fb77";
    private const string Xpub = "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkudhUd9yLb6qx39T9nMdj";

    private const string Endpoint = "5ba1c7d2e3f40617";
    private const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static readonly OrderId Order = new("0f8fad5bd9cb469fa16570867728950e");
    private static readonly PersonId Anna = new("8d0f7780853651ef955cf18fdb01bf08");
    private static readonly MerchantId Merchant = new("7c9e6679742540de944be07fc1f90ae7");

    /// <summary>In full.</summary>
    public static IReadOnlyDictionary<string, object> Full { get; } = new Dictionary<string, object>
    {
        ["order"] = FullOrder(),
        ["delivery"] = FullDelivery(),
        ["merchant"] = FullMerchant(),
        ["wallet-address"] = new WatchedAddress
        {
            Chain = ChainId.Bsc,
            Address = Address,
            RegisteredAt = At(1),
            Held =
            [
                new HeldAmount { Order = Order, Token = "USDT", Units = Units("15670000000000000000"), Until = At(5), OpenedAt = At(2), Position = 54_999_990 },
            ],
            Owner = Merchant,
            ClaimedAt = At(1),
            TakesCoin = false,
            Allotment = new Allotment
            {
                Key = "00112233445566778899aabbccddeeff",
                Index = 7,
                Order = Order,
                OpenedAt = At(2),
                Until = At(5),
                WatchUntil = At(9),
                PaidAt = At(4),
                SightedAt = At(3),
                Position = 54_999_991,
            },
            Audit = FullAudit($"adr-bsc-{Address}"),
        },
        ["extended-key"] = new RegisteredKey
        {
            Chain = ChainId.Bitcoin,
            Key = FullKey(),
            RegisteredAt = At(1),
            Owner = Merchant,
            ClaimedAt = At(2),
            Audit = FullAudit("xpk-bitcoin"),
        },
        ["chain-watcher"] = new ChainCursor
        {
            Cursor = 55_000_000,
            CursorTime = At(4),
            Window = [new BlockMark { Number = 54_999_999, Hash = Hash('a') },
                new BlockMark { Number = 55_000_000, Hash = Hash('b'), Time = At(4) }],
            Head = 55_000_002,
            SeenAt = At(5),
            Reverted = 3,
            DeepReorgs = [new DeepReorg { At = At(5), From = 55_000_000, Ancestor = 54_999_900, Orders = [Order], IsBelowWindow = true }],
            Stop = new ChainStop { At = At(5), IsAdopted = true },
            Audit = FullAudit(ChainId.Bsc.WatcherKey),
        },
        ["person"] = FullPerson(),
        ["provider"] = FullProvider(),
        ["user-wallet"] = new UserWallet
        {
            Merchant = Merchant,
            User = new UserId("auth0|5f7c"),
            Balances =
            [
                new UserBalance
                {
                    Currency = "USDT",
                    Entries = 7,
                    Available = 89.50m,
                    Held = 4.000000000000000001m,
                    Deposits = -120m,
                    Spending = 30m,
                    Refunds = -14.000000000000000001m,
                    Reversals = 10.50m,
                },
            ],
            Holds = [new UserHold { Key = "h-1", Currency = "USDT", Amount = 5m, Remaining = 4.000000000000000001m, At = At(2), ExpiresAt = At(5) }],
            Entries =
            [
                new UserEntry
                {
                    Key = Order.Value,
                    Kind = UserEntryKind.Reversal,
                    Currency = "USDT",
                    Sequence = 7,
                    Amount = 10.50m,
                    From = UserAccount.Available,
                    To = UserAccount.Reversals,
                    Available = 89.50m,
                    Held = 4.000000000000000001m,
                    At = At(3),
                    Order = Order,
                    About = "c-1",
                    ExpiresAt = At(5),
                    Text = "给会员",
                },
            ],
            WakeAt = At(5),
        },
        ["reconciliation"] = new ReconciliationState
        {
            NextDay = new DateOnly(2026, 1, 5),
            Asked = [new DateOnly(2025, 12, 1)],
            Tries = 2,
            TryAt = At(3),
            DoneAt = At(2),
            Trouble = "the bill is not made yet",
        },
        ["notice-book"] = new NoticeBook
        {
            Letters =
            [
                new Letter
                {
                    Key = "unmatched:1/8e0f1c2d3e4f5061",
                    Event = NoticeEvent.Unmatched,
                    Target = "8e0f1c2d3e4f5061",
                    Channel = NoticeChannel.Telegram,
                    Recipient = "123456789",
                    Subject = "[Shop] 有款项未匹配订单",
                    Body = "text",
                    SealedBody = "0a1b2c3d:Ym9keQ==",
                    MadeAt = At(1),
                    SendAt = At(3),
                    Tries = 2,
                    BegunAt = At(2),
                    Reason = "greylisted",
                },
            ],
            Told = new Dictionary<string, DateTimeOffset> { ["unmatched:1"] = At(1) },
            Recipients = ["anna@example.com"],
            Past =
            [
                new PastLetter
                {
                    At = At(2),
                    Event = NoticeEvent.Review,
                    Channel = NoticeChannel.Telegram,
                    Recipient = "123456789",
                    Outcome = LetterOutcome.Refused,
                    Reason = "blocked",
                },
            ],
            SentLately = [new SentNotice { Recipient = "123456789", At = At(2) }],
            AuditNumber = 7,
        },
        ["payout-book"] = new PayoutBook
        {
            Merchant = Merchant,
            Count = 4,
            Payouts =
            [
                new Payout
                {
                    Id = "salary-1",
                    Number = 4,
                    Wish = new PayoutWish
                    {
                        Amount = 12.50m,
                        Coin = "USDT",
                        Network = "ton",
                        Address = "TReceiver1234567890",
                        Memo = "7",
                        IsFeeIncluded = true,
                    },
                    Status = PayoutStatus.Processing,
                    By = "till",
                    CreatedAt = At(1),
                    NotifyUrl = "https://pay.example/notify/cryptomus/1",
                    SentAt = At(1),
                    ProviderId = "5d3c",
                    Transaction = "ab12",
                    Word = "process",
                    AskAt = At(3),
                    Asked = 2,
                    EndedAt = At(2),
                    Account = "9a1f at api.cryptomus.com",
                    CancelledAt = At(2),
                    Risk = FullOrderRisk(),
                    DoubtSince = At(2),
                    AskingSince = At(1),
                    Place = "0f8fad5bd9cb469fa16570867728950e",
                    Told = 2,
                },
            ],
            Outbox =
            [
                new PayoutNotice
                {
                    Place = "0f8fad5bd9cb469fa16570867728950e",
                    Number = 2,
                    Event = "payout.completed",
                    Endpoint = Endpoint,
                    Data = "{\"payout_id\":\"salary-1\"}",
                },
            ],
            Audit = FullAudit(PayoutReference.GrainKeyOf(Merchant)),
        },
        ["risk-book"] = FullRisk(),
        ["operator-log"] = new OperatorLog { Audit = FullAudit("opl-installation") },
        ["pay-link"] = new PayLink
        {
            Merchant = Merchant,
            Audit = FullAudit(PayLinkKey.Of(Merchant, "0123456789ab")),
            Code = "0123456789ab",
            Title = "Tea",
            Description = "Two cups",
            Currency = "CNY",
            Money = 70.5m,
            ReturnUrl = "https://shop.example/thanks",
            MaxPayments = 2,
            ExpiresAt = At(9),
            IsOff = true,
            CreatedAt = At(1),
            UpdatedAt = At(2),
            Uses = [new PayLinkUse { Visit = new string('a', 64), Number = "link-0123456789ab-1", IsPaid = true }],
            NumbersGiven = 3,
        },
        ["static-wallet"] = new UserStaticWallets
        {
            Merchant = Merchant,
            User = new UserId("u-7"),
            Wallets =
            [
                new StaticWallet
                {
                    Coin = "USDT",
                    Network = "tron",
                    Currency = "USD",
                    CreatedAt = At(1),
                    Address = "TSandboxAddress",
                    ProviderId = "5d3c",
                    BlockedAt = At(1),
                    Held =
                    [
                        HeldTether("9a1f:ab12"),
                    ],
                    Dismissed =
                    [
                        new DismissedDeposit
                        {
                            At = At(1),
                            Reason = "sent by mistake",
                            Held = HeldTether("9a1f:ab13"),
                        },
                    ],
                },
            ],
        },
        ["user-check"] = new UserCheck
        {
            At = At(1),
            Wallets = 3,
            Entries = 40,
            Orders = 12,
            Differences = 1,
            Examples = [$"usr-{Merchant}-7: CNY: the balance rests on 2 entries, and the ledger has 1"],
        },
        ["endpoint-health"] = new EndpointHealth
        {
            Failures = 5,
            FailingSince = At(1),
            FailedAt = At(3),
            Error = "HTTP 503: expected a status from 200 to 299",
            HeardAt = At(0),
            ExhaustionToldAt = At(2),
        },
        ["webhook-recovery"] = new WebhookRecovery
        {
            Since = At(1),
            WithSuperseded = true,
            Total = 40,
            Resent = 20,
            AfterAt = At(2).ToUnixTimeMilliseconds(),
            AfterKey = "dlv-0f8fad5bd9cb469fa16570867728950e-e3",
            Status = RecoveryStatus.Stopped,
            StartedAt = At(3),
            EndedAt = At(4),
        },
        ["rate"] = new RateState
        {
            Price = 7.1905m,
            Source = "okx",
            At = At(1),
            Configured = 7.20m,
            ConfiguredAt = At(2),
            Audit = FullAudit("rate-USDT-CNY"),
        },
    };

    /// <summary>As first written.</summary>
    public static IReadOnlyDictionary<string, object> Oldest { get; } = new Dictionary<string, object>
    {
        ["reconciliation"] = new ReconciliationState { NextDay = new DateOnly(2026, 1, 5) },
        ["order"] = new Order
        {
            Id = Order,
            Merchant = Merchant,
            Pid = 1000,
            Number = "2026-1",
            Status = OrderStatus.Pending,
            Currency = "CNY",
            Money = 100.50m,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "100.50" },
            CreatedAt = At(1),
            OpenedAt = At(1),
            ExpiresAt = At(3),
            WakeAt = At(3),
            Quotes = [new Quote { Wallet = "bsc-usdt-52908400", Chain = ChainId.Bsc, Token = "USDT", Decimals = 18, Address = Address, Units = Units("13970000000000000000"), Rate = 7.1905m, RateSource = "okx" }],
            Reservation = new Reservation { Chain = ChainId.Bsc, Address = Address, Token = "USDT", Units = Units("13970000000000000000"), Until = At(5) },
            Transfers = [new OrderTransfer { Transfer = Paid() with { References = null, MadeAt = null, Position = null } }],
            History = [new HistoryEntry { At = At(1), Event = "created" }],
        },
        ["delivery"] = FullDelivery() with
        {
            Face = null,
            TraceParent = null,
            AttemptedSince = null,
            After = null,
            SupersededBy = null,
            Event = null,
            Endpoint = null,
            Attempts = [.. FullDelivery().Attempts.Select(attempt => attempt with { Interrupted = false })],
        },
        ["merchant"] = FullMerchant() with
        {
            Wallets = [FullMerchant().Wallets[0]],
            Polls = false,
            SealedFormerSecret = null,
            FormerSecretUntil = null,
            Keys = [],
            Limits = null,
            Providers = [],
            UserTokens = null,
            Recharge = null,
            Risk = null,
            ShareRules = [],
            FirstWalletAt = null,
            SecretChangedAt = null,
            Branding = null,
            People = [],
            FormerPeople = [],
            Audit = null,
            Invitations = [],
            Notices = [],
            Endpoints = [],
        },
        ["wallet-address"] = new WatchedAddress { Chain = ChainId.Bsc, Address = Address, RegisteredAt = At(1) },
        ["extended-key"] = new RegisteredKey { Chain = ChainId.Bsc, Key = FullKey() with { ScriptType = null }, RegisteredAt = At(1), Owner = Merchant, ClaimedAt = At(1) },
        ["chain-watcher"] = new ChainCursor { Cursor = 55_000_000, CursorTime = At(4), Window = [] },
        ["person"] = new Person { Id = Anna, Email = "anna@example.com", CreatedAt = At(1) },
        ["provider"] = FullProvider() with { SealedFormerSettings = null, FormerUntil = null },
        ["endpoint-health"] = new EndpointHealth(),
        ["webhook-recovery"] = new WebhookRecovery { Since = At(1), Total = 40, StartedAt = At(3) },
        ["rate"] = new RateState(),
        ["operator-log"] = new OperatorLog(),
        ["user-wallet"] = new UserWallet
        {
            Merchant = Merchant,
            User = new UserId("auth0|5f7c"),
            Balances = [new UserBalance { Currency = "CNY", Entries = 1, Available = 100.50m, Deposits = -100.50m }],
            Entries =
            [
                new UserEntry
                {
                    Key = Order.Value,
                    Kind = UserEntryKind.Credit,
                    Currency = "CNY",
                    Sequence = 1,
                    Amount = 100.50m,
                    From = UserAccount.Deposits,
                    To = UserAccount.Available,
                    Available = 100.50m,
                    Held = 0,
                    At = At(1),
                },
            ],
        },
        ["risk-book"] = new RiskBook
        {
            Lists = [new RiskList { Id = "5ba1c7d2e3f40617", Name = "hosting", Subject = RiskSubject.Network, UpdatedAt = At(2) }],
            Rules =
            [
                new RiskRule
                {
                    Id = "6c1b2c3d4e5f6071",
                    Name = "much",
                    Subject = RiskSubject.Merchant,
                    Measure = RiskMeasure.Amount,
                    Outcome = RiskOutcome.Block,
                    State = RiskRuleState.Draft,
                    Currency = "CNY",
                    Limit = 1000.50m,
                    CreatedAt = At(1),
                    UpdatedAt = At(2),
                },
            ],
        },
        ["notice-book"] = new NoticeBook(),
        ["payout-book"] = new PayoutBook
        {
            Merchant = Merchant,
            Count = 1,
            Payouts =
            [
                new Payout
                {
                    Id = "salary-1",
                    Number = 1,
                    Wish = new PayoutWish { Amount = 12.50m, Coin = "USDT", Network = "tron", Address = "TReceiver1234567890" },
                    Status = PayoutStatus.Requested,
                    By = "till",
                    CreatedAt = At(1),
                    NotifyUrl = "https://pay.example/notify/cryptomus/1",
                    AskAt = At(1),
                },
            ],
        },
        ["pay-link"] = new PayLink
        {
            Merchant = Merchant,
            Code = "0123456789ab",
            Title = "Tea",
            Currency = "CNY",
            CreatedAt = At(1),
            UpdatedAt = At(1),
        },
        ["static-wallet"] = new UserStaticWallets
        {
            Merchant = Merchant,
            User = new UserId("u-7"),
            Wallets = [new StaticWallet { Coin = "USDT", Network = "tron", Currency = "USDT", CreatedAt = At(1) }],
        },
        ["user-check"] = new UserCheck { At = At(1), Wallets = 3, Entries = 40 },
    };

    private static HeldDeposit HeldTether(string payment) => new()
    {
        At = At(1),
        Reason = "the provider keeps it back: locked",
        Deposit = new StaticDeposit
        {
            Reference = "stw_0f8fad5bd9cb469fa16570867728950e_USDT_tron",
            Payment = payment,
            State = StaticDepositState.Held,
            Amount = 12.50m,
            Dollars = 12.49m,
            Coin = "USDT",
            Network = "tron",
            Transaction = "ab12",
            Word = "locked",
        },
    };

    private static Order FullOrder() => new()
    {
        Id = Order,
        Audit = FullAudit(Order.GrainKey),
        Merchant = Merchant,
        Pid = 1000,
        Number = "2026-1",
        Status = OrderStatus.Completed,
        Currency = "CNY",
        Money = 100.50m,
        Terms = new OrderTerms
        {
            Face = Face.Pay188,
            NotifyUrl = "https://shop.example/notify",
            ReturnUrl = "https://shop.example/thanks",
            Subject = "会员 & <VIP> \"一年\"",
            Type = "usdt.bep20",
            Param = "member-1",
            SignType = "SHA256",
            MoneyText = "100.50",
            User = "user-7",
            Customer = "user-7",
        },
        CreatedAt = At(1),
        ExpiresAt = At(3),
        CompletedAt = At(4),
        WakeAt = At(5),
        Quotes =
        [
            new Quote
            {
                Wallet = "bsc-usdt-52908400",
                Chain = ChainId.Bsc,
                Token = "USDT",
                Decimals = 18,
                Address = Address,
                Units = Units("13970000000000000000"),
                Rate = 7.1905m,
                RateSource = "okx",
                Reference = "GfEHGBwXDwL5fzhFYkNFqMLAMUZNBQyNYSxCZNMdVhZG",
                IsOwnAddress = true,
                Until = At(5),
                Tolerated = Units("139700000000000000"),
                Position = 54_999_992,
            },
        ],
        Reservation = new Reservation { Chain = ChainId.Bsc, Address = Address, Token = "USDT", Units = UInt128.MaxValue, Until = At(5) },
        Transfers = [new OrderTransfer { Transfer = Paid(), Confirmed = true, Late = true, Assigned = true, SeenAt = At(2), RemovedAt = At(6) }],
        PendingBlock = 54_999_999,
        PendingChain = ChainId.Bsc,
        Outbox =
        [
            new OutboxEntry { Number = 2, Status = OrderStatus.Completed, After = 1 },
            new OutboxEntry { Number = 3, Status = OrderStatus.Completed, After = 1, Event = "payment.completed", Endpoint = Endpoint },
            new OutboxEntry
            {
                Number = 4,
                Status = OrderStatus.Completed,
                After = 3,
                Event = "refund.created",
                Endpoint = Endpoint,
                Refund = 1,
                Share = 1,
            },
        ],
        Deliveries = 2,
        Events = 3,
        Told = [new ToldEndpoint { Endpoint = Endpoint, Number = 3, Count = 2 }],
        History = [new HistoryEntry { At = At(4), Event = "completed", Note = Hash('d') }],
        OpenedAt = At(2),
        Sightings = [new Sighting { Id = TransferId.Of(ChainId.Bitcoin, Hash('e'), "0"), Chain = ChainId.Bitcoin, Token = "BTC", Units = 14_200, To = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", Transaction = Hash('e'), SeenAt = At(3) }],
        PendingElsewhere = [new PendingChain { Chain = ChainId.Polygon, Block = 81_000_000 }],
        TraceParent = Trace,
        ArchivedAt = At(7),
        Manual = new ManualMark { At = At(4), Decision = ManualDecision.Completed, Reason = "paid at an exchange" },
        Charges = [FullCharge()],
        CreditDue = "user-7",
        Log =
        [
            new PaymentLogEntry
            {
                Number = 9,
                At = At(2),
                Kind = PaymentLogKind.Verification,
                Text = "the provider says Paid",
                Charge = "b6h2w25z3zdj7ilfoaucpees4q_1",
            },
        ],
        SealedPayer = "a1b2c3d4:c2VhbGVk",
        Risk = FullOrderRisk(),
        Refunds = [FullRefund()],
        Shares =
        [
            new Share
            {
                Number = 1,
                Charge = "b6h2w25z3zdj7ilfoaucpees4q_1",
                Provider = "wechat",
                Rule = "7d1b2c3d4e5f6071",
                Kind = "MERCHANT_ID",
                Account = "1900000109",
                Description = "branch",
                Currency = "CNY",
                Amount = 10.05m,
                Of = 100.50m,
                AfterRefunds = 1,
                GivesBack = true,
                Status = ShareStatus.Succeeded,
                CreatedAt = At(3),
                EndedAt = At(4),
                ProviderId = "36011111111111111111111",
                Word = "SUCCESS",
                Returned = 5.03m,
            },
        ],
        ShareReturns =
        [
            new ReturnedShare
            {
                Number = 1,
                Share = 1,
                Refund = 2,
                Provider = "wechat",
                Charge = "b6h2w25z3zdj7ilfoaucpees4q_1",
                Currency = "CNY",
                Amount = 5.03m,
                Status = ShareStatus.Succeeded,
                CreatedAt = At(5),
                EndedAt = At(6),
                ProviderId = "3008450740201411110007820472",
                Word = "SUCCESS",
            },
        ],
    };

    private static OrderRisk FullOrderRisk() => new()
    {
        Network = "203.0.113.7",
        Country = "DE",
        Review = ReviewState.Approved,
        OpenSince = At(2),
        ByInstallation = true,
        Decisions =
        [
            new RiskDecision
            {
                Number = 3,
                At = At(2),
                Stage = RiskStage.Creation,
                Outcome = RiskOutcome.Review,
                Rule = "6c1b2c3d4e5f6071",
                RuleName = "much from few",
                IsInstallation = true,
                Measured = "1200",
                Limit = "1000.50",
                Text = "instead of few",
            },
        ],
    };

    private static RiskBook FullRisk() => new()
    {
        Audit = FullAudit("rsk-installation"),
        Lists =
        [
            new RiskList
            {
                Id = "5ba1c7d2e3f40617",
                Name = "hosting",
                Subject = RiskSubject.Network,
                Edition = 1809643392125951,
                Items = 12,
                UpdatedAt = At(2),
            },
        ],
        Rules =
        [
            new RiskRule
            {
                Id = "6c1b2c3d4e5f6071",
                Name = "much from few",
                Subject = RiskSubject.Network,
                Measure = RiskMeasure.Sum,
                Outcome = RiskOutcome.Review,
                Priority = 10,
                State = RiskRuleState.Active,
                List = "5ba1c7d2e3f40617",
                Currency = "CNY",
                Limit = 1000.50m,
                WindowSeconds = 86400,
                CreatedAt = At(1),
                UpdatedAt = At(2),
            },
        ],
    };

    private static Refund FullRefund() => new()
    {
        Id = "r-1",
        Number = 1,
        Kind = RefundKind.Chain,
        Currency = "USDT",
        Units = Units("970000000000000000"),
        Decimals = 18,
        Status = RefundStatus.Succeeded,
        Wish = new RefundWish
        {
            Amount = "0.97",
            OverpaidOnly = true,
            Charge = "b6h2w25z3zdj7ilfoaucpees4q_1",
            Chain = "bsc",
            Currency = "USDT",
            From = Address,
            Destination = Payer,
            KeepsShares = true,
            Reason = "too much",
        },
        By = "default",
        CreatedAt = At(4),
        Charge = "b6h2w25z3zdj7ilfoaucpees4q_1",
        Provider = "cryptomus",
        Chain = ChainId.Bsc,
        From = Address,
        To = Payer,
        NotifyUrl = "https://pay.example/notify/cryptomus/7c9e6679742540de944be07fc1f90ae7",
        ProviderId = "50000000382019052709732678859",
        Word = "SUCCESS",
        AskAt = At(5),
        Asked = 3,
        EndedAt = At(6),
        Reversed = 6.97m,
        Reversal = RefundReversal.Done,
        Fee = 0.05m,
        Transfer = Paid(),
        Shares = RefundShares.Done,
    };

    private static Charge FullCharge() => new()
    {
        Provider = "cryptomus",
        Method = "cryptomus",
        Reference = "b6h2w25z3zdj7ilfoaucpees4q_1",
        Amount = 100.50m,
        Currency = "CNY",
        State = ChargeState.Paid,
        CreatedAt = At(1),
        ExpiresAt = At(3),
        ProviderId = "26109ba0-b05b-4ee0-93d1-fd62c822ce95",
        Front = new ChargeFront
        {
            Url = "https://pay.example/26109ba0",
            QrText = "tron:TXhG4oXDCUNJ",
            Address = "TXhG4oXDCUNJ",
            Network = "tron",
            PayerAmount = "13.97",
            PayerCurrency = "USDT",
            Parameters = new Dictionary<string, string> { ["package"] = "prepay_id=wx2016" },
            Until = At(3),
            MayPost = true,
        },
        Paid = 100.50m,
        PayerAmount = "13.97",
        PayerCurrency = "USDT",
        Transaction = Hash('c'),
        PaidAt = At(2),
        Account = Merchant,
        Receipt = "medogram::5",
        AskAt = At(5),
        Asked = 3,
        Word = "paid",
        Hints = new Dictionary<string, string> { ["trans_id"] = "5" },
        WishedCurrency = "USDT",
        WishedNetwork = "tron",
        Payer = "9f86d081884c7d65",
        Sharing = new ChargeSharing
        {
            Stage = SharingStage.Releasing,
            Wait = TimeSpan.FromSeconds(75),
            AskAt = At(4),
            Asked = 2,
            Word = "no answer within 15 s",
        },
    };

    private static ProviderState FullProvider() => new()
    {
        Merchant = Merchant,
        Provider = "cryptomus",
        SealedSettings = "0a1b2c3d:c2V0dGluZ3M=",
        SealedFormerSettings = "0a1b2c3d:Zm9ybWVy",
        FormerUntil = At(3),
        CreatedAt = At(1),
        UpdatedAt = At(2),
    };

    private static Transfer Paid() => new()
    {
        Id = TransferId.Of(ChainId.Bsc, Hash('d'), "12"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = Units("13970000000000000000"),
        From = Payer,
        To = Address,
        Transaction = Hash('d'),
        Block = 54_999_999,
        BlockHash = Hash('a'),
        BlockTime = At(3),
        References = ["GfEHGBwXDwL5fzhFYkNFqMLAMUZNBQyNYSxCZNMdVhZG"],
        MadeAt = At(2),
        Position = 54_999_999,
    };

    private static Delivery FullDelivery() => new()
    {
        Order = Order,
        Number = 1,
        Merchant = Merchant,
        Url = "https://shop.example/notify",
        Form = CallbackForm.Json,
        Face = Face.Pay188,
        Payload = "{\"trade_no\":\"0f8fad5bd9cb469fa16570867728950e\",\"amount\":100.5}",
        Headers = new Dictionary<string, string> { ["X-Signature"] = "c0ffee" },
        Status = DeliveryStatus.Unconfirmed,
        CreatedAt = At(4),
        WakeAt = At(6),
        AttemptsInRound = 2,
        Attempts = [new DeliveryAttempt { At = At(5), Method = "POST", Url = "https://shop.example/notify", StatusCode = 500, Answer = "fail", DurationMs = 120, Error = "the answer was 500", AnswerLost = true, Interrupted = true }],
        DeliveredAt = At(7),
        AttemptedSince = At(8),
        TraceParent = Trace,
        After = 1,
        SupersededBy = 3,
        Event = "payment.completed",
        Endpoint = Endpoint,
    };

    private static Merchant FullMerchant() => new()
    {
        Id = Merchant,
        Pid = 1000,
        Name = "Shop",
        Email = "shop@example.com",
        Audit = FullAudit(Merchant.GrainKey),
        WebhookUrl = "https://shop.example/hook",
        Status = MerchantStatus.Suspended,
        ApiKeyHash = new string('9', 64),
        SealedSecret = "0a1b2c3d:c2VhbGVk",
        CreatedAt = At(1),
        UpdatedAt = At(2),
        Wallets =
        [
            new Wallet { Id = "bsc-usdt-52908400", Chain = ChainId.Bsc, Token = "USDT", Address = Address, NotifyUrl = "https://shop.example/notify", Currency = "CNY", Rate = 7.20m, CreatedAt = At(1) },
            new Wallet
            {
                Id = "bitcoin-btc-00112233",
                Chain = ChainId.Bitcoin,
                Token = "BTC",
                Currency = "USD",
                CreatedAt = At(2),
                ExtendedKey = FullKey(),
                Tolerance = 1.5m,
                IsOff = true,
                ActiveFrom = At(5),
                Spread = 0.5m,
            },
        ],
        FirstWalletAt = At(1),
        SecretChangedAt = At(2),
        Branding = new Branding
        {
            Name = "The shop",
            Color = "#2f5bea",
            Logo = $"{new string('a', 64)}.png",
            LogoWidth = 64,
            LogoHeight = 32,
        },
        NotifyMethod = NotifyMethod.Post,
        Polls = true,
        SealedFormerSecret = "0a1b2c3d:Zm9ybWVy",
        FormerSecretUntil = At(3),
        LearnedMethods = new Dictionary<string, NotifyMethod> { ["shop.example"] = NotifyMethod.Get },
        Keys = [FullApiKey()],
        UserTokens = new UserTokenSettings { Mode = UserTokenMode.Jwks, Jwks = "{\"keys\":[]}", JwksUrl = "https://shop.example/jwks.json" },
        Risk = FullRisk(),
        ShareRules =
        [
            new ShareRule
            {
                Id = "7d1b2c3d4e5f6071",
                Name = "branch",
                Provider = "wechat",
                Kind = "MERCHANT_ID",
                Account = "1900000109",
                Relation = "STORE",
                Percent = 10.5m,
                Amount = 1.25m,
                Description = "branch",
                IsEnabled = true,
                CreatedAt = At(1),
                UpdatedAt = At(2),
            },
        ],
        Recharge = new RechargeSettings { Source = RechargeSource.Wallets, ReturnOrigins = ["https://shop.example"] },
        Limits = new MerchantLimits { ApiPerSecond = 20, WebhooksPerSecond = 10, NetworkPerHour = 5000, ShopPerSecond = 400 },
        Providers =
        [
            new MerchantProvider
            {
                Name = "cryptomus",
                Methods = ["cryptomus"],
                SettingsHash = new string('8', 64),
                FormerUntil = At(3),
                SavedAt = At(2),
            },
        ],
        People = [new ShopPerson { Person = Anna, Email = "anna@example.com", Role = ShopRole.Owner, Since = At(2) }],
        FormerPeople = [new FormerShopPerson { Email = "ben@example.com", Role = ShopRole.Support, RemovedAt = At(2) }],
        Invitations =
        [
            new ShopInvitation
            {
                Id = "6cb2d8e3f4051728",
                TokenHash = new string('7', 64),
                Email = "ben@example.com",
                Role = ShopRole.Support,
                Until = At(3),
                IsOperators = true,
                By = Anna,
            },
        ],
        Notices =
        [
            new NoticeTarget
            {
                Id = "8e0f1c2d3e4f5061",
                Channel = NoticeChannel.Telegram,
                Recipient = "123456789",
                Language = "zh",
                Events = [NoticeEvent.Unmatched, NoticeEvent.Summary],
                ConfirmHash = new string('3', 64),
                ConfirmUntil = At(3),
                ConfirmedAt = At(2),
                PausedSince = At(3),
                CreatedAt = At(1),
            },
        ],
        Endpoints =
        [
            new WebhookEndpoint
            {
                Id = Endpoint,
                Url = "https://shop.example/events",
                Events = ["payment.completed", "order.archived"],
                SealedSecret = "0a1b2c3d:ZW5kcG9pbnQ=",
                CreatedAt = At(1),
                OffSince = At(2),
                OffReason = "switched off by the merchant",
                SealedFormerSecret = "0a1b2c3d:YmVmb3Jl",
                FormerSecretUntil = At(3),
                ActiveFrom = At(4),
                NextUrl = "https://shop.example/moved",
                NextUrlFrom = At(5),
                MovedAt = At(2),
                SecretChangedAt = At(3),
            },
        ],
    };

    private static Person FullPerson() => new()
    {
        Id = Anna,
        Email = "anna@example.com",
        DisplayName = "Anna",
        PasswordHash = "cGFzc3dvcmQ=",
        SealedSecret = "0a1b2c3d:ZmFjdG9y",
        LastStep = 58907520,
        RecoveryHashes = [new string('6', 64)],
        Sessions =
        [
            new PersonSession
            {
                Id = "7dc3e9f405162839",
                TokenHash = new string('5', 64),
                BegunAt = At(1),
                SeenAt = At(2),
                SeenFrom = "203.0.113.7",
                Browser = "Firefox",
                BrowserHash = new string('1', 64),
            },
        ],
        Shops = [Merchant],
        IsOperator = true,
        Link = new PersonLink { TokenHash = new string('4', 64), Until = At(3), MakesOperator = true, DropsSecondFactor = true },
        MailedLink = new PersonLink { TokenHash = new string('2', 64), Until = At(3), MakesOperator = true, DropsSecondFactor = true },
        CreatedAt = At(1),
        PasswordAt = At(2),
        Audit = FullAudit(Anna.GrainKey),
        Browsers = [new PersonBrowser { TokenHash = new string('1', 64), SeenAt = At(2), IsTold = true }],
    };

    private static ApiKey FullApiKey() => new()
    {
        Id = ApiKeyRules.FirstId,
        Name = "checkout",
        KeyHash = new string('9', 64),
        Scopes = KeyScopes.Read | KeyScopes.Create,
        Network = "203.0.113.0/24",
        CreatedAt = At(1),
        LastUsedAt = At(2),
        LastUsedFrom = "203.0.113.7",
        FormerKeyHash = new string('8', 64),
        FormerUntil = At(3),
        RolledAt = At(2),
    };

    private static ExtendedKey FullKey() => new() { Id = "00112233445566778899aabbccddeeff", Text = Xpub, ScriptType = "p2wpkh" };

    private static AuditMark FullAudit(string chain) =>
        new() { Number = 3, At = At(2), Entry = $$"""{"chain":"{{chain}}"}""", Hash = new string('a', 64) };

    private static DateTimeOffset At(int hour) => DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_123).AddHours(hour);

    private static UInt128 Units(string text) => UInt128.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Hash(char digit) => "0x" + new string(digit, 64);
}
