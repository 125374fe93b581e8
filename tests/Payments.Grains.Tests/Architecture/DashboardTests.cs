using Payments.Contracts.Merchants;

namespace Payments.Grains.Tests.Architecture;

/// <summary>
/// The Orleans dashboard shows a grain's state by calling methods without parameters: those that return the type of a persistent state, and any named <c>GetState</c>.
/// </summary>
public sealed class DashboardTests
{
    [Fact]
    public void No_method_that_the_dashboard_calls_by_itself_exists_on_a_grain()
    {
        var states = Product.States.Select(state => state.State).ToHashSet();
        var called = Product.GrainInterfaces.SelectMany(face => face.GetMethods())
            .Where(method => method.GetParameters().Length == 0 && (method.Name == "GetState" || method.ReturnType.GetGenericArguments().Any(states.Contains)));
        called.Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Should().BeEmpty("it would show secrets, or change a grain that somebody only looks at");
    }

    [Fact]
    public void What_carries_an_open_secret_between_grains_does_not_print_it()
    {
        // Logs and traces print messages by their text form.
        var access = new MerchantAccess
        {
            Merchant = (Domain.Merchants.Merchant)Persistence.GoldenStates.Full["merchant"],
            Secret = "wopay_secret_open"
        };
        access.ToString().Should().NotContain("wopay_secret_open");
    }
}
