using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions.Execution;
using Orleans;
using Payments.Contracts.Reconciliation;
using Payments.Contracts.Risk;
using Payments.Contracts.Users;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Rates;
using Payments.Domain.Reconciliation;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;
using Payments.Domain.Wallets;
using Payments.Grains.Alarms;
using Payments.Grains.Persistence;

namespace Payments.Grains.Tests.Architecture;

/// <summary>Rules of grains, their states and their keys.</summary>
public sealed partial class GrainShapeTests
{
    private static readonly string[] SampleKeys =
    [
        new OrderId(new string('a', 32)).GrainKey,
        new MerchantId(new string('0', 32)).GrainKey,
        Delivery.GrainKey(new OrderId(new string('0', 32)), 1),
        WalletAddressKey.Of(ChainId.Bsc, "0x" + new string('0', 40)),
        ExtendedKeyName.Of(ChainId.Bsc, new string('0', 32)),
        new RatePair("0", "0").GrainKey,
        AlarmGrain.KeyOf('0'),
        Contracts.Callbacks.CallbackTest.GrainKey(new MerchantId(new string('0', 32))),
        ChainId.Bsc.WatcherKey,
        Contracts.Callbacks.EndpointKey.OfHealth(new MerchantId(new string('0', 32)), new string('0', 16)),
        Contracts.Callbacks.EndpointKey.OfRecovery(new MerchantId(new string('0', 32)), new string('0', 16)),
        new Contracts.Limits.RatePartition("api", new string('0', 32), "0").GrainKey,
        UserWalletKey.Of(new MerchantId(new string('0', 32)), new UserId("0")),
        UserKeysName.Of(new MerchantId(new string('0', 32))),
        IUserCheckGrain.Key,
        new ReconciliationKey("alipay", null).GrainKey,
        IProviderWatchGrain.Key,
        new PersonId(new string('0', 32)).GrainKey,
        Domain.Payouts.PayoutReference.GrainKeyOf(new MerchantId(new string('0', 32))),
        StaticWalletKey.GrainKeyOf(new string('0', 32)),
        IRiskBookGrain.Key,
        $"vel-{new string('0', 32)}",
        Payments.Domain.PayLinks.PayLinkKey.Of(new MerchantId(new string('0', 32)), new string('0', 12)),
    ];

    public static TheoryData<Type> Interfaces => new(Product.GrainInterfaces);

    public static TheoryData<string> Keys => new(SampleKeys);

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void A_grain_interface_and_its_methods_have_names_of_their_own_and_return_tasks(Type type)
    {
        using var scope = new AssertionScope(type.Name);
        type.IsDefined(typeof(AliasAttribute)).Should().BeTrue();
        typeof(IGrainWithStringKey).IsAssignableFrom(type).Should().BeTrue();
        type.GetProperties().Should().BeEmpty();
        foreach (var method in type.GetMethods())
        {
            method.IsDefined(typeof(AliasAttribute)).Should().BeTrue($"{method.Name} has no alias");
            IsTask(method.ReturnType).Should().BeTrue($"{method.Name} returns no task");
            method.GetParameters().Should().NotContain(parameter => parameter.ParameterType.IsByRef);
        }
        var all = type.GetInterfaces().Append(type).SelectMany(face => face.GetMethods()).Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).Where(alias => alias is not null);
        all.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_grain_interface_has_one_class_and_every_class_is_sealed()
    {
        foreach (var type in Product.GrainInterfaces.Where(type => !Product.GrainInterfaces.Any(other => other != type && type.IsAssignableFrom(other))))
            Product.GrainClasses.Count(type.IsAssignableFrom).Should().Be(1, $"{type.Name} must be unambiguous");
        Product.GrainClasses.Should().OnlyContain(type => type.IsSealed);
    }

    [Fact]
    public void State_names_are_unique_nouns_in_the_one_storage_and_have_a_JSON_form()
    {
        Product.States.Select(state => state.Facet.StateName).Should().OnlyHaveUniqueItems();
        foreach (var (grain, facet, state) in Product.States)
        {
            facet.StateName.Should().MatchRegex("^[a-z]+(-[a-z]+)*$").And.NotBe("state");
            facet.StorageName.Should().BeOneOf(StorageNames.Default, StorageNames.Batched, StorageNames.OnDemand);
            state.GetGenericTypeDefinition().Should().Be(typeof(Stored<>), $"{grain.Name} must show its fields to the database");
            ((System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver)StateJson.Default).GetTypeInfo(state, new System.Text.Json.JsonSerializerOptions()).Should().NotBeNull($"{state} is not in StateJson");
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void No_key_can_be_read_as_a_number_or_a_GUID(string key)
    {
        // Persistence.AdoNet parses such keys, so that 7 and 07 would share a row.
        var prefix = PrefixOf().Match(key);
        prefix.Success.Should().BeTrue();
        prefix.Value.Should().MatchRegex("[g-z]", "a prefix of hex digits alone could be part of a number");
        Guid.TryParse(key, out _).Should().BeFalse();
        long.TryParse(key, System.Globalization.NumberStyles.Any, System.Globalization.CultureInfo.InvariantCulture, out _).Should().BeFalse();
        long.TryParse(key, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out _).Should().BeFalse();
    }

    [Fact]
    public void Prefixes_tell_grains_apart() =>
        SampleKeys.Select(key => PrefixOf().Match(key).Value).Should().OnlyHaveUniqueItems();

    private static bool IsTask(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask) ||
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    [GeneratedRegex("^[a-z]+-")]
    private static partial Regex PrefixOf();
}
