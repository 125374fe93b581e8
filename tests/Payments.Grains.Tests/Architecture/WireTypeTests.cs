using System.Reflection;
using FluentAssertions.Execution;
using Orleans;

namespace Payments.Grains.Tests.Architecture;

/// <summary>What Orleans' code generation needs of messages and states.</summary>
public sealed class WireTypeTests
{
    private static readonly Type[] ReadOnlyCollections = [typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>), typeof(ReadOnlyMemory<>)];

    public static TheoryData<Type> All => new(Product.WireTypes);

    [Fact]
    public void The_search_finds_messages_and_states()
    {
        Product.WireTypes.Select(type => type.Name).Should().Contain(["Order", "Merchant", "Wallet", "ChainId", "CreateOrder", "RateValue", "RateState", "NotifyMethod", "OrderTransfer", "HeldAmount"]);
        Product.States.Should().HaveCountGreaterThan(4);
        Product.GrainInterfaces.Should().HaveCountGreaterThan(5);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_has_a_serializer_and_an_alias(Type type)
    {
        type.GetCustomAttribute<GenerateSerializerAttribute>().Should().NotBeNull();
        type.GetCustomAttribute<AliasAttribute>().Should().NotBeNull();
        type.GetCustomAttribute<AliasAttribute>()!.Alias.Should().MatchRegex("^[a-z0-9]+(-[a-z0-9]+)*$");
        if (!type.IsEnum) type.GetCustomAttribute<Orleans.ImmutableAttribute>().Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_numbers_all_that_it_carries(Type type)
    {
        if (type.IsEnum) return;
        using var scope = new AssertionScope(type.Name);
        foreach (var property in Product.Carried(type)) property.GetCustomAttribute<IdAttribute>().Should().NotBeNull($"{property.Name} would be lost on the wire");
        Product.Carried(type).Select(property => property.GetCustomAttribute<IdAttribute>()?.Id).Should().OnlyHaveUniqueItems();
        var computed = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Except(Product.Carried(type));
        computed.Where(property => property.IsDefined(typeof(IdAttribute))).Should().BeEmpty("what is computed is not carried");
        type.GetFields(BindingFlags.Public | BindingFlags.Instance).Should().BeEmpty("a public field has no number");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_never_changes(Type type)
    {
        if (type.IsEnum) return;
        using var scope = new AssertionScope(type.Name);
        (type.IsSealed || type.IsValueType).Should().BeTrue("a derived class could change");
        foreach (var property in Product.Carried(type))
        {
            Product.IsInitOnly(property).Should().BeTrue($"{property.Name} can be set later");
            IsReadOnly(property.PropertyType).Should().BeTrue($"{property.Name} is a {property.PropertyType.Name} that can be changed");
        }
    }

    [Fact]
    public void Explicit_enum_numbers_start_where_default_has_a_meaning()
    {
        foreach (var type in Product.WireTypes.Where(type => type.IsEnum))
            Enum.IsDefined(type, Enum.ToObject(type, 0)).Should().BeTrue($"{type.Name} 0 is what an absent field reads as");
    }

    [Fact]
    public void No_alias_is_used_twice_among_types_and_grain_interfaces_together()
    {
        // Orleans registers the aliases of both in one table and fails to start on a second one.
        var aliased = Product.Written(Product.Domain).Concat(Product.Written(Product.Contracts)).Concat(Product.Written(Product.Grains))
            .Select(type => (Type: type, type.GetCustomAttribute<AliasAttribute>()?.Alias)).Where(pair => pair.Alias is not null);
        var twice = aliased.GroupBy(pair => pair.Alias).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(pair => pair.Type.Name))}");
        twice.Should().BeEmpty();
    }

    private static bool IsReadOnly(Type type)
    {
        if (type.IsArray) return false;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return IsReadOnly(underlying);
        if (!type.IsGenericType) return type.IsPrimitive || type.IsEnum || type.Namespace == "System" || Product.WireTypes.Contains(type);
        return ReadOnlyCollections.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments().All(IsReadOnly);
    }
}
