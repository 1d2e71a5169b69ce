package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.network.Architecture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    momentum | optimizer=adam | relu |
                    momentum | optimizer=sgd | relu | 0.9
                    nesterov | optimizer=rmsprop | relu |
                    warm_up | schedule=cosine warm_up=2 | relu | 2
                    warm_up | schedule=one-cycle warm_up=2 | relu |
                    clip_norm | lr=0.1 | relu | off
                    dropout_seed | dropout_seed=7 | dense 9, relu |
                    dropout_seed | dropout_seed=7 | dense 9, residual(relu, dropout 0.5) | 7
                    dropout_seed | lr=0.1 | dropout 0.5 | from the seed
                    """)
    void a_setting_that_makes_no_difference_beside_others_is_shown_nowhere(
            String setting, String chosen, String network, String shown) {
        Hyperparameters settings = Chosen.of(chosen).with(Setting.ARCH, Architecture.parse(network));

        assertThat(Setting.of(setting).orElseThrow().text(settings).orElse(null))
                .isEqualTo(shown);
    }
}
