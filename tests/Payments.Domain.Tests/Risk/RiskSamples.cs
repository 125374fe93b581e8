using System.Net;
using Payments.Domain.Risk;

namespace Payments.Domain.Tests.Risk;

internal static class RiskSamples
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly RiskFacts Facts = new()
    {
        Merchant = new string('a', 32),
        Currency = "CNY",
        Money = 100,
        Payer = "user-7",
        Network = IPAddress.Parse("203.0.113.7"),
        Country = "DE",
        Coin = "USDT",
        Chain = "tron",
        Address = "TSender",
        Email = "Payer@Example.com",
    };

    public static RiskRule Rule(RiskOutcome outcome, RiskMeasure measure = RiskMeasure.Amount, RiskSubject subject = RiskSubject.Merchant,
        string id = "r", int priority = 0, decimal? limit = 99, string? currency = "CNY", int? window = null, string? list = null) => new()
        {
            Id = id,
            Name = $"rule {id}",
            Subject = subject,
            Measure = measure,
            Outcome = outcome,
            Priority = priority,
            State = RiskRuleState.Active,
            Limit = limit,
            Currency = currency,
            WindowSeconds = window,
            List = list,
            CreatedAt = Start,
            UpdatedAt = Start,
        };
}
