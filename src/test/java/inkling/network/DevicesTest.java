package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void the_cpu_is_always_there() {
        Devices devices = new Devices();

        assertThat(devices.names()).startsWith("cpu");
        assertThat(devices.resolve("cpu")).isEqualTo("cpu");
    }

    @Test
    void automatic_means_the_first_gpu_where_there_is_one() {
        assertThat(new Devices(0).resolve("auto")).isEqualTo("cpu");
        assertThat(new Devices(2).resolve("auto")).isEqualTo("gpu0");
        assertThat(new Devices(2).names()).containsExactly("cpu", "gpu0", "gpu1");
    }

    @Test
    void a_cluster_is_asked_for_by_its_name_alone_and_only_trains() {
        Devices devices = new Devices(0, "spark");

        assertThat(devices.names()).containsExactly("cpu", "spark");
        assertThat(devices.resolve("spark")).isEqualTo("spark");
        assertThat(devices.resolve("auto")).isEqualTo("cpu");
        assertThat(devices.orAny("spark")).isEqualTo("cpu");
        assertThat(new Devices(2, "spark").orAny("spark")).isEqualTo("gpu0");
    }

    @Test
    void a_device_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> new Devices(1).resolve("gpu1"))
                .hasMessage("device must be one of auto, cpu, gpu0, was gpu1");
    }

    @Test
    void names_are_translated_for_djl() {
        assertThat(Devices.device("cpu")).isEqualTo(Device.cpu());
        assertThat(Devices.device("gpu1")).isEqualTo(Device.gpu(1));
    }
}
